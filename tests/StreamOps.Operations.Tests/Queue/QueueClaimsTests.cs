using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>Who is on it and who looks, as the picture has it.</summary>
public sealed class QueueClaimsTests
{
    private static readonly DateTimeOffset Now = APicture.Now;
    private readonly QueueReel _reel = new();

    [Fact]
    public void A_row_says_who_has_its_player_in_hand_before_whoever_made_a_link()
    {
        var row = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Link()).With(APicture.Claim(by: "Jon")).Waiting[0];

        Assert.Equal("Jon", row.Holder);
        Assert.False(row.IsUnclaimed);
    }

    [Fact]
    public void A_claim_of_an_earlier_loss_says_nothing_about_this_one()
    {
        var row = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Claim() with { WindowEpoch = 0 }).Waiting[0];

        Assert.Null(row.Claim);
        Assert.True(row.IsUnclaimed);
    }

    [Fact]
    public void A_claim_that_lapses_leaves_the_row_open_and_the_attempt_where_it_is()
    {
        var picture = APicture
            .Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", RescueState.Sent))
            .With(APicture.Claim());
        Assert.NotNull(_reel.Show(picture).Waiting[0].Claim);

        var later = FleetPicture.Of(APicture.News(picture), Now.AddSeconds(22)).Waiting[0];

        Assert.Null(later.Claim);
        Assert.Equal(RescueState.Sent, later.Attempt!.State);
        Assert.Equal("Mara", later.Holder);
    }

    [Fact]
    public void A_claim_before_the_first_client_came_lapses_on_time_and_is_news_though_it_is_on_no_row()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with
        {
            WasConnected = false,
            Window = APicture.Window(100, kind: WindowKind.Connect),
        };
        var picture = APicture.Of(session);
        var open = _reel.Show(picture);
        Assert.Empty(open.Waiting);

        var claimed = _reel.Show(picture.With(APicture.Claim(by: "Jon")));
        Assert.Equal(("Jon", Now.AddSeconds(22)), (EpisodeClaim.Of(claimed, A.Arn(), 1)?.Operator, _reel.NextChange));
        var renewal = picture.With(APicture.Claim(by: "Jon") with { Until = Now.AddSeconds(30) });
        var renewed = _reel.Show(renewal);
        Assert.Equal(Now.AddSeconds(30), _reel.NextChange);
        var lapsed = _reel.Show(renewal, Now.AddSeconds(30));

        Assert.Null(EpisodeClaim.Of(lapsed, A.Arn(), 1));
        // Whoever holds it on is no news to lists that say who does.
        Assert.Equal(
            (open.QueueVersion + 1, open.QueueVersion + 1, open.QueueVersion + 2),
            (claimed.QueueVersion, renewed.QueueVersion, lapsed.QueueVersion)
        );
    }

    [Theory]
    [InlineData("Mara", null, false)]
    [InlineData("Mara", "Mara", false)]
    [InlineData("Mara", "Jon", true)]
    [InlineData(null, "Jon", true)]
    public void Who_else_has_a_player_in_hand_is_nobody_who_reads_it(string? reader, string? holder, bool isAnother)
    {
        var picture = APicture.Of(APicture.Waiting("s1", 60));
        picture = holder is null ? picture : picture.With(APicture.Claim(by: holder));

        var other = EpisodeClaim.OfAnother(picture, A.Arn(), 1, reader is null ? null : new Person(reader));

        Assert.Equal(isAnother ? holder : null, other?.Operator);
        Assert.Null(EpisodeClaim.OfAnother(picture, A.Arn(), 2, new Person("Mara")));
    }

    [Fact]
    public void A_row_is_another_when_its_claim_is_renewed_or_somebody_looks_and_the_others_are_not()
    {
        var picture = APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 70)).With(APicture.Claim());
        var before = _reel.Show(picture);

        var renewed = _reel.Show(picture.With(APicture.Claim() with { Until = Now.AddSeconds(30) }));
        var looked = _reel.Show(picture.With(APicture.Claim() with { Until = Now.AddSeconds(30) }).WithLooking("s1", "Jon"));

        Assert.NotSame(before.Waiting[0], renewed.Waiting[0]);
        Assert.NotSame(renewed.Waiting[0], looked.Waiting[0]);
        Assert.Same(before.Waiting[1], looked.Waiting[1]);
        Assert.Equal("Jon", Assert.Single(looked.Waiting[0].Onlookers).Name);
    }

    [Fact]
    public void The_first_that_nobody_has_in_hand_is_neither_claimed_nor_under_way()
    {
        var picture = APicture
            .Of(
                APicture.Fleet(APicture.Waiting("s1", 30), APicture.Waiting("s2", 40), APicture.Waiting("s3", 50)),
                APicture.Attempt("s2", RescueState.Sent)
            )
            .With(APicture.Claim());

        Assert.Equal(A.Arn("s1"), picture.First!.Arn);
        Assert.Equal(A.Arn("s3"), picture.FirstUnclaimed!.Arn);
        Assert.Null(APicture.Of(APicture.Waiting("s1", 30)).With(APicture.Claim()).FirstUnclaimed);
    }

    [Fact]
    public void Whom_nobody_reaches_in_time_any_more_is_not_the_first_to_take_before_one_who_can_be_saved()
    {
        var reel = new QueueReel();
        var picture = APicture.Of(APicture.Waiting("s1", 20), APicture.Waiting("s2", 60));
        Assert.Equal(A.Arn("s1"), reel.Show(picture).FirstUnclaimed!.Arn);

        var (at, later) = (reel.NextChange!.Value, reel.Show(picture, reel.NextChange.Value));

        Assert.Equal(picture.At.AddSeconds(20) - picture.Pace.Fastest, at);
        Assert.Equal((A.Arn("s1"), A.Arn("s2")), (later.First!.Arn, later.FirstUnclaimed!.Arn));
        // With nobody else there it is tried all the same.
        Assert.Equal(A.Arn("s1"), new QueueReel().Show(APicture.Of(APicture.Waiting("s1", 5))).FirstUnclaimed!.Arn);
    }

    [Fact]
    public void Who_has_two_pages_open_looks_once_until_both_are_gone()
    {
        var board = new PresenceBoard();
        board.Enter(A.Arn(), "tab 1", new Person("Jon"));
        board.Enter(A.Arn(), "tab 2", new Person("jon"));

        Assert.Single(board.Current[A.Arn()].People);
        board.Leave(A.Arn(), "tab 1");
        Assert.Single(board.Current[A.Arn()].People);
        board.Leave(A.Arn(), "tab 2");
        Assert.Empty(board.Current);
    }
}
