using StreamOps.Reliability.Kills;
using StreamOps.Reliability.Programs;
using StreamOps.Reliability.Stores;

namespace StreamOps.EndToEnd.Kills;

/// <summary>What the judge of the kills takes for a fault: each of them is seen by itself.</summary>
public sealed class KillVerdictTests
{
    private static readonly LedgerCall Call = new(3, EmulatorControl.Connect, 200, "token", "s1");
    private static readonly OutboxRow Row = new("a1", "s1", "token", "Connected", IsAnswered: true, IsDelivered: true, HasEnded: true, "");
    private static readonly RescueFact Rescued = new("s1", HasAnswer: true, "answered");

    private static readonly LedgerTransition[] Moves =
    [
        new(1, "s1", "CONNECTED", "PENDING_CLIENT_RECONNECTION"),
        new(2, "s1", "PENDING_CLIENT_RECONNECTION", "RECONNECTING"),
        new(5, "s1", "RECONNECTING", "ACTIVE"),
        new(6, "s1", "ACTIVE", "CONNECTED"),
    ];

    [Fact]
    public void One_connection_and_its_answer_are_good()
    {
        var verdict = KillVerdict.Of([Call, Call with { Seq = 4 }], Moves, [Row], [Rescued]);

        Assert.True(verdict.IsGood, string.Join('\n', verdict.Cases));
        Assert.Equal((1, 1, 1), (verdict.Attempts, verdict.Effects, verdict.Answers));
    }

    [Fact]
    public void A_second_connection_is_a_duplicate()
    {
        LedgerTransition[] twice = [.. Moves[..3], new(7, "s1", "ACTIVE", "RECONNECTING"), new(8, "s1", "RECONNECTING", "ACTIVE")];

        Assert.Single(KillVerdict.Of([Call], twice, [Row], [Rescued]).Duplicates);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    public void A_call_by_another_token_after_the_effect_is_a_duplicate(int answered)
    {
        var other = Call with { Seq = 4, ClientToken = "other", StatusCode = answered };

        var verdict = KillVerdict.Of([Call, other], Moves, [Row, Row with { Id = "a2", ClientToken = "other" }], [Rescued]);

        Assert.Single(verdict.Duplicates);
        Assert.Empty(verdict.Unrecorded);
    }

    [Fact]
    public void The_next_loss_has_a_connection_of_its_own()
    {
        LedgerTransition[] again = [.. Moves, .. Moves.Select(move => move with { Seq = move.Seq + 10 })];
        LedgerCall[] calls = [Call, Call with { Seq = 13, ClientToken = "next" }];

        Assert.True(KillVerdict.Of(calls, again, [Row, Row with { Id = "a2", ClientToken = "next" }], [Rescued, Rescued]).IsGood);
    }

    [Fact]
    public void An_effect_without_an_answer_in_hand_is_a_lost_answer()
    {
        var verdict = KillVerdict.Of([Call], Moves, [Row], [Rescued with { HasAnswer = false, End = "tooLate" }]);

        Assert.Contains("s1: tooLate", Assert.Single(verdict.Lost), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_got_nothing_where_nothing_was_done_lost_nothing() =>
        Assert.Empty(KillVerdict.Of([], Moves[..1], [], [Rescued with { HasAnswer = false, End = "tooLate" }]).Lost);

    [Fact]
    public void An_open_row_is_without_an_end() =>
        Assert.Single(KillVerdict.Of([Call], Moves, [Row with { HasEnded = false, State = "Sent" }], [Rescued]).Endless);

    [Theory]
    [InlineData("still asking")]
    [InlineData("broken: of itself")]
    public void A_rescue_that_nobody_finished_is_without_an_end(string end) =>
        Assert.Single(KillVerdict.Of([Call], Moves, [Row], [Rescued with { End = end }]).Endless);

    [Fact]
    public void A_call_whose_token_stands_in_no_row_is_without_a_row() =>
        Assert.Single(KillVerdict.Of([Call], Moves, [], [Rescued]).Unrecorded);
}
