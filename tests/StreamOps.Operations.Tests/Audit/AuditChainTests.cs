using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

public class AuditChainTests
{
    /// <summary>Worked out elsewhere: whoever changes what is hashed makes every audit that stands a broken one.</summary>
    [Fact]
    public async Task The_first_entry_has_the_hash_that_anybody_can_work_out()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);

        await stage.Log.AppendAsync(
            new AuditEntry
            {
                At = AuditStage.Start,
                Operator = "Mara é",
                Role = "",
                Action = AuditActions.Rescue,
                Step = AuditSteps.Intent,
                Session = A.Arn(),
                Reason = "because",
                RequestId = "r-1",
                Address = "192.0.2.7",
                AttemptId = new Guid("00000001-0001-0002-0304-05060708090a"),
            }
        );

        Assert.Equal("1:a65deeb210d962d06eb66ffe4a790e5ab11108f5b20efda210ca4111237cc6f8", (await stage.EndAsync()).ToString());
    }

    [Fact]
    public async Task Nothing_is_whole_and_its_end_can_be_noted()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        var nothing = await stage.EndAsync();

        await stage.Log.AppendAsync(AuditStage.Entry(1, AuditStage.Start));

        Assert.Equal(0, nothing.Sequence);
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(nothing));
        Assert.NotEqual(nothing, await stage.EndAsync());
    }

    [Fact]
    public async Task What_was_noted_stays_true_as_the_chain_grows()
    {
        using var stage = await AuditStage.WithEntriesAsync(2);
        var noted = await stage.EndAsync();
        await stage.Log.AppendAsync(AuditStage.Entry(3, AuditStage.Start));

        Assert.Equal(AuditMark.Parse(noted.ToString()), noted);
        Assert.Equal(3, Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(noted)).Tally.Entries);
        Assert.Null(AuditMark.Parse("2:abc"));
    }

    [Fact]
    public async Task Many_who_write_at_once_make_one_chain()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        var logs = new[] { stage.Log, new AuditLog(new OperationsStore(stage.File.Contexts), NullLogger<AuditLog>.Instance) };

        await Task.WhenAll(
            Enumerable
                .Range(1, 40)
                .Select(number => Task.Run(() => logs[number % 2].AppendAsync(AuditStage.Entry(number, AuditStage.Start))))
        );

        var tally = Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync()).Tally;
        Assert.Equal((40, 40), (tally.Entries, tally.End.Sequence));
    }

    [Fact]
    public async Task Text_that_no_database_holds_is_kept_as_one_that_every_one_does()
    {
        using var stage = await AuditStage.WithEntriesAsync(0);
        var longest = new string('x', 1_999) + "😀";
        foreach (var text in new[] { "a\0b", "a\uD83Db", "\uDE00", "é 漢 😀", longest })
        {
            await stage.Log.AppendAsync(AuditStage.Entry(1, AuditStage.Start) with { Session = A.Arn(), Reason = text });
        }

        var kept = await stage.Log.ForSessionAsync(A.Arn(), default);
        Assert.Equal(["a\uFFFDb", "a\uFFFDb", "\uFFFD", "é 漢 😀", new string('x', 1_999)], kept.Select(entry => entry.Reason));
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
    }

    [Fact]
    public async Task An_entry_and_what_it_speaks_of_are_committed_together_or_not_at_all()
    {
        using var stage = await AuditStage.WithEntriesAsync(1);
        await using var db = stage.File.Contexts.CreateDbContext();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.SaveAsync(AuditStage.Entry(2, AuditStage.Start));
            await db.SaveAsync(AuditStage.Entry(3, AuditStage.Start));
            await transaction.RollbackAsync();
        }

        await stage.Log.AppendAsync(AuditStage.Entry(4, AuditStage.Start));

        Assert.Equal(2, (await stage.EndAsync()).Sequence);
    }

    [Fact]
    public async Task Entries_from_before_the_chain_are_counted_and_held_by_its_first_one()
    {
        using var stage = await AuditStage.WithOldEntriesAsync(3);
        var before = await stage.EndAsync();
        await stage.Log.AppendAsync(AuditStage.Entry(4, AuditStage.Start));

        var tally = Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(before)).Tally;
        Assert.Equal((4, 3), (tally.Entries, tally.Unchained));

        await stage.SqlAsync("UPDATE Audit SET Reason = 'nothing happened' WHERE Id = 2");
        var broken = Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync());
        Assert.Equal((AuditFaultKind.Altered, 4), (broken.Fault.Kind, broken.Fault.Sequence));
    }

    [Fact]
    public async Task An_entry_is_found_by_its_number_and_its_time()
    {
        using var stage = await AuditStage.WithEntriesAsync(3);
        await stage.SqlAsync("UPDATE Audit SET Operator = 'Jon' WHERE Id = 2");

        var broken = Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync());

        Assert.Equal(new AuditFault(AuditFaultKind.Altered, 2, AuditStage.Start.AddMinutes(2)), broken.Fault);
        Assert.Equal(1, broken.Before.Entries);
    }

    [Fact]
    public async Task The_walk_reads_one_moment_while_others_write()
    {
        using var stage = await AuditStage.WithEntriesAsync(5);
        using var ends = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 6; !ends.IsCancellationRequested; number++)
            {
                await stage.Log.AppendAsync(AuditStage.Entry(number, AuditStage.Start));
            }
        });

        for (var look = 0; look < 10; look++)
        {
            Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
        }

        await ends.CancelAsync();
        await writing;
    }
}
