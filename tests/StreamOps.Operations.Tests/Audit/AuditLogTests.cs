using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

public class AuditLogTests : IAsyncLifetime
{
    private TemporaryStore _file = null!;
    private AuditLog _audit = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await TemporaryStore.CreateAsync();
        _audit = new AuditLog(new OperationsStore(_file.Contexts), NullLogger<AuditLog>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Entries_come_back_whole_and_oldest_first()
    {
        var first = Entry("intent") with { AttemptId = Guid.NewGuid() };
        var second = Entry("accepted") with { RequestId = "r-1", Reason = "because" };
        await _audit.AppendAsync(first);
        await _audit.AppendAsync(second);
        await _audit.AppendAsync(Entry("intent") with { Session = A.Arn("other") });

        Assert.Equal([first, second], await _audit.ForSessionAsync(A.Arn(), default));
    }

    [Fact]
    public async Task The_client_that_asked_is_named_by_its_address_in_all_that_follows()
    {
        await Task.Run(async () =>
        {
            AskedFrom.Address = "192.0.2.7";
            await Task.Run(() => _audit.AppendAsync(Entry("intent")));
        });
        await _audit.AppendAsync(Entry("accepted"));

        Assert.Equal(["192.0.2.7", null], (await _audit.ForSessionAsync(A.Arn(), default)).Select(entry => entry.Address));
    }

    [Fact]
    public async Task An_entry_can_be_neither_changed_nor_deleted()
    {
        await _audit.AppendAsync(Entry("intent"));
        await using var db = _file.Contexts.CreateDbContext();
        var row = await db.Set<AuditEntry>().SingleAsync();

        db.Entry(row).Property(entry => entry.Reason).CurrentValue = "nothing happened";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        db.Entry(row).State = EntityState.Unchanged;
        db.Set<AuditEntry>().Remove(row);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        Assert.Equal([Entry("intent")], await _audit.ForSessionAsync(A.Arn(), default));
    }

    [Fact]
    public async Task Foreign_text_is_kept_up_to_its_limit()
    {
        await _audit.AppendAsync(Entry("intent") with { Reason = new string('x', 50_000) });

        Assert.Equal(2_000, Assert.Single(await _audit.ForSessionAsync(A.Arn(), default)).Reason.Length);
    }

    [Fact]
    public async Task An_intent_that_cannot_be_stored_is_an_error_and_a_note_is_not()
    {
        var contexts = new ComeAndGone(_file);
        var audit = new AuditLog(new OperationsStore(contexts), NullLogger<AuditLog>.Instance);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => audit.AppendAsync(Entry("intent")));
        AskedFrom.Address = "192.0.2.7";
        await audit.NoteAsync(Entry("accepted"));
        AskedFrom.Address = null;
        await audit.NoteAsync(Entry("failed"));
        await Assert.ThrowsAsync<StoreUnavailableException>(audit.WriteWaitingAsync);
        contexts.IsAway = false;
        await audit.NoteAsync(Entry("unknown"));
        await audit.WriteWaitingAsync();
        await audit.NoteAsync(Entry("done"));

        // The intent was not done; of the rest nothing is lost, in order and once.
        Assert.Equal(
            [Entry("accepted") with { Address = "192.0.2.7" }, Entry("failed"), Entry("unknown"), Entry("done")],
            await _audit.ForSessionAsync(A.Arn(), default)
        );
    }

    [Fact]
    public async Task Of_more_notes_than_are_kept_the_oldest_go_and_how_many_is_told()
    {
        var contexts = new ComeAndGone(_file);
        var audit = new AuditLog(new OperationsStore(contexts), NullLogger<AuditLog>.Instance, mostWaiting: 250);
        for (var number = 1; number <= 253; number++)
        {
            await audit.NoteAsync(Entry($"{number}"));
        }

        contexts.IsAway = false;
        await audit.WriteWaitingAsync();

        var entries = await _audit.ForSessionAsync(A.Arn(), default);
        Assert.Equal(Enumerable.Range(4, 250).Select(number => $"{number}"), entries.Select(entry => entry.Step));
        await using var db = _file.Contexts.CreateDbContext();
        var told = await db.AuditRows().OrderBy(row => row.Id).FirstAsync();
        Assert.Equal(AuditActions.KeepAudit, told.Action);
        Assert.EndsWith("How many: 3.", told.Reason, StringComparison.Ordinal);
        Assert.Equal(251, await db.AuditRows().CountAsync());
    }

    [Fact]
    public async Task A_note_of_which_a_broken_line_confirmed_nothing_stands_once()
    {
        var contexts = new ComeAndGone(_file);
        var audit = new AuditLog(new OperationsStore(contexts), NullLogger<AuditLog>.Instance);
        await audit.NoteAsync(Entry("accepted"));

        // Its commit stood, and nobody heard of it.
        await _audit.AppendAsync(Entry("accepted"));
        contexts.IsAway = false;
        await audit.WriteWaitingAsync();

        Assert.Equal([Entry("accepted")], await _audit.ForSessionAsync(A.Arn(), default));
    }

    [Fact]
    public async Task Notes_that_wait_are_written_when_the_store_is_back_and_once_more_at_the_end()
    {
        var contexts = new ComeAndGone(_file);
        var time = new FakeTimeProvider();
        var audit = new AuditLog(new OperationsStore(contexts), NullLogger<AuditLog>.Instance);
        using var keeper = new AuditNoteKeeper(audit, time, NullLogger<AuditNoteKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);

        await audit.NoteAsync(Entry("accepted"));
        contexts.IsAway = false;
        for (var looks = 0; looks < 100 && await EntriesAsync() == 0; looks++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Assert.Equal(1, await EntriesAsync());
        contexts.IsAway = true;
        await audit.NoteAsync(Entry("failed"));
        contexts.IsAway = false;
        await keeper.StopAsync(CancellationToken.None);
        Assert.Equal(2, await EntriesAsync());
    }

    [Fact]
    public async Task What_cannot_be_written_at_the_end_is_told_to_the_log()
    {
        using var log = new CapturingLog();
        var audit = new AuditLog(new OperationsStore(new ComeAndGone(_file)), log.CreateLogger<AuditLog>());
        await audit.NoteAsync(Entry("accepted"));

        await audit.EndAsync();
        await audit.NoteAsync(Entry("failed"));

        var lost = log.Lines.Where(line => line.Contains("could not be stored", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lost.Count);
        Assert.Contains("rescue: accepted", lost[0], StringComparison.Ordinal);
        Assert.Contains("rescue: failed", lost[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_went_before_the_end_is_told_to_the_log_where_the_audit_cannot_say_it()
    {
        using var log = new CapturingLog();
        var audit = new AuditLog(new OperationsStore(new ComeAndGone(_file)), log.CreateLogger<AuditLog>(), mostWaiting: 2);
        for (var number = 1; number <= 5; number++)
        {
            await audit.NoteAsync(Entry($"{number}"));
        }

        await audit.EndAsync();

        Assert.Contains(log.Lines, line => line.TrimEnd().EndsWith("and it does not say so: 3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_that_comes_to_wait_in_the_moment_of_the_end_is_told_to_the_log()
    {
        using var log = new CapturingLog();
        var ends = new EndsMeanwhile(log);
        var audit = new AuditLog(new OperationsStore(new ComeAndGone(_file)), ends);
        ends.End = audit.EndAsync;

        await audit.NoteAsync(Entry("accepted"));
        await ends.Ended;

        Assert.Single(log.Lines, line => line.Contains("rescue: accepted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_many_are_left_where_the_host_waits_no_longer_for_their_writing_is_told_to_the_log()
    {
        using var log = new CapturingLog();
        using var held = new ManualResetEventSlim();
        var contexts = new ComeAndGone(_file);
        var audit = new AuditLog(new OperationsStore(contexts), log.CreateLogger<AuditLog>());
        await audit.NoteAsync(Entry("accepted"));
        await audit.NoteAsync(Entry("failed"));
        (contexts.Held, contexts.IsAway) = (held, false);
        using var keeper = new AuditNoteKeeper(audit, new FakeTimeProvider(), NullLogger<AuditNoteKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        await RescueStage.WaitForAsync(() => contexts.IsHeld, "they are being written");

        await keeper.StopAsync(new CancellationToken(canceled: true));

        Assert.Single(log.Lines, line => line.TrimEnd().EndsWith("which may not come to it: 2.", StringComparison.Ordinal));
        held.Set();
        await keeper.ExecuteTask!;
        Assert.Equal(2, await EntriesAsync());
    }

    private async Task<int> EntriesAsync() => (await _audit.ForSessionAsync(A.Arn(), default)).Count;

    /// <summary>A database that cannot be written until it is back.</summary>
    private sealed class ComeAndGone(TemporaryStore file) : IDbContextFactory<OperationsDb>
    {
        private volatile bool _isHeld;

        public bool IsAway { get; set; } = true;

        /// <summary>Who uses it waits for this; null for nothing.</summary>
        public ManualResetEventSlim? Held { get; set; }

        public bool IsHeld => _isHeld;

        public OperationsDb CreateDbContext()
        {
            _isHeld = Held is not null;
            Held?.Wait(TimeSpan.FromMinutes(1));
            return (IsAway ? file.ReadOnlyContexts : file.Contexts).CreateDbContext();
        }
    }

    /// <summary>A log that hears that entries wait in the moment in which the process ends.</summary>
    private sealed class EndsMeanwhile(CapturingLog log) : ILogger<AuditLog>
    {
        public Func<Task>? End { get; set; }

        public Task Ended { get; private set; } = Task.CompletedTask;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            log.Log(logLevel, eventId, state, exception, formatter);
            if (logLevel == LogLevel.Warning && End is { } end)
            {
                End = null;
                Ended = end();
            }
        }
    }

    private static AuditEntry Entry(string outcome) =>
        new()
        {
            At = new DateTimeOffset(2026, 5, 4, 14, 2, 11, 402, TimeSpan.Zero),
            Operator = "Mara",
            Action = AuditActions.Rescue,
            Step = outcome,
            Session = A.Arn(),
        };
}
