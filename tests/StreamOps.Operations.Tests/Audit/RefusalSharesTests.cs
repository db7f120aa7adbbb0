using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;

namespace StreamOps.Operations.Tests.Audit;

/// <summary>Refusals are in the record, and a flood of them does not fill it.</summary>
public class RefusalSharesTests
{
    [Fact]
    public async Task A_flood_of_refusals_is_written_in_part_and_counted()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        for (var number = 1; number <= 1_000; number++)
        {
            await stage.Log.NoteAsync(Refused("vic", AuditStage.Start.AddMilliseconds(number)));
        }

        await stage.Log.NoteAsync(Refused("lea", AuditStage.Start.AddSeconds(2)));
        await stage.Log.NoteAsync(Refused("vic", AuditStage.Start.AddMinutes(2)));

        var rows = await stage.RowsAsync();
        Assert.Equal(RefusalShares.MostAMinute + 2, rows.Count);
        Assert.Equal("vic may not. 980 more like it before were not written.", rows[^1].Reason);
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
    }

    [Fact]
    public async Task What_a_page_brings_about_in_somebody_s_name_uses_up_none_of_their_share()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        for (var number = 1; number <= 60; number++)
        {
            await stage.Log.NoteAsync(Refused("vic", AuditStage.Start.AddMilliseconds(number)), page: "page");
        }

        await stage.Log.NoteAsync(Refused("vic", AuditStage.Start.AddSeconds(2)));

        Assert.Equal(RefusalShares.MostOfPageAMinute + 1, (await stage.RowsAsync()).Count);
    }

    [Fact]
    public async Task What_is_done_is_always_written()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        for (var number = 1; number <= 50; number++)
        {
            await stage.Log.NoteAsync(Refused("vic", AuditStage.Start) with { Step = AuditSteps.Accepted });
        }

        Assert.Equal(50, (await stage.RowsAsync()).Count);
    }

    [Fact]
    public void So_many_names_that_nobody_can_count_them_share_one_place()
    {
        var shares = new RefusalShares();

        var written = Enumerable.Range(1, 5_000).Count(number => shares.Take(Refused($"nobody-{number}", AuditStage.Start)) is not null);

        Assert.Equal(RefusalShares.MostApart + RefusalShares.MostAMinute - 1, written, tolerance: 1);
    }

    [Fact]
    public void What_is_counted_of_pages_that_are_not_heard_of_again_holds_up_nobody_and_is_told_once()
    {
        var shares = new RefusalShares();
        for (var page = 1; page <= RefusalShares.MostApart; page++)
        {
            for (var number = 1; number <= RefusalShares.MostOfPageAMinute + 1; number++)
            {
                shares.Take(Refused("vic", AuditStage.Start), $"page-{page}");
            }
        }

        var later = AuditStage.Start.AddMinutes(1);
        var taken = Enumerable
            .Range(1, 2)
            .SelectMany(_ => Enumerable.Range(1, RefusalShares.MostAMinute))
            .Select(number => shares.Take(Refused(number % 2 == 0 ? "lea" : "tom", later)))
            .ToList();

        Assert.Equal($"tom may not. Of others {RefusalShares.MostApart} before were not written.", taken[0]!.Reason);
        Assert.All(taken.Skip(1), entry => Assert.EndsWith("may not.", entry!.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_without_a_name_is_written()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);

        await stage.Log.NoteAsync(Refused(" ", AuditStage.Start));

        Assert.Empty(await stage.RowsAsync());
    }

    private static AuditEntry Refused(string who, DateTimeOffset at) =>
        AuditEntries.Forbidden(at, new Person(who, $"id-{who}", "viewer"), AuditActions.Rescue, $"{who} may not.");
}
