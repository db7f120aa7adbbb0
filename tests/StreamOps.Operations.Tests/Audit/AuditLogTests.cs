using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
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
        var audit = new AuditLog(new OperationsStore(_file.ReadOnlyContexts), NullLogger<AuditLog>.Instance);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => audit.AppendAsync(Entry("intent")));
        await audit.NoteAsync(Entry("accepted"));
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
