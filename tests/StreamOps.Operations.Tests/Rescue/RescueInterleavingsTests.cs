using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

public class RescueInterleavingsTests
{
    [Fact]
    public async Task In_the_real_store_one_of_many_at_once_wins_and_the_answer_is_the_winners()
    {
        await using var stage = await PlayerStage.OpenAsync();
        Guid? standing = null;
        for (var round = 0; round < 12; round++)
        {
            stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: round + 1);
            var made = await stage.MakeAsync(replaces: standing);
            standing = made.Link.Id;
            var page = $"page-{round}";
            var pass = await stage.SpendAsync(made, page);

            var byLink = Task.Run(() => stage.OfferAsync(pass, page));
            var again = Task.Run(() => stage.OfferAsync(pass, page));
            var byHand = new[] { "Mara", "Tom" }.Select(by => Task.Run(() => stage.Rescue.SendAsync(by: by))).ToList();
            await Task.WhenAll(byHand);
            await Task.WhenAll(byLink, again);

            var winners =
                byHand.Count(task => task.Result is CommandResult.Accepted)
                + (byLink.Result is OfferReply.Answered ? 1 : 0)
                + (again.Result is OfferReply.Answered ? 1 : 0);
            Assert.Equal(1, winners);
            var attempt = stage.Rescue.Attempt;
            Assert.Equal(attempt.Source == OfferSource.Link, await stage.AnswerAsync(pass, page) is not null);
            Assert.True(attempt.Source == OfferSource.Link || stage.Link.OfferStop.Length > 0, "the row says why the offer was not sent");
            foreach (var by in new[] { "Mara", "Tom" })
            {
                var isTheirs = attempt.Source == OfferSource.Paste && attempt.Operator == by;
                Assert.Equal(isTheirs, await stage.Rescue.Answers.ReadAnswerAsync(attempt.Id, Actor.Unproven(by), default) is not null);
            }

            await stage.Rescue.Desk.AbandonAsync(attempt.Id, Actor.Unproven("Mara"), "next round", default);
        }

        Assert.Equal(12, stage.Rescue.Connections.Count);
    }
}
