using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Ladder;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Commands;

public sealed class TerminationsTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly AuditEntry Ended = new()
    {
        At = APicture.Now,
        Operator = "Jon",
        Action = AuditActions.Terminate,
        Step = AuditSteps.Intent,
        Session = A.Arn(),
        Reason = "The game hangs",
    };

    private readonly Queue<Func<Task<IReadOnlyList<AuditEntry>>>> _reads = [];
    private readonly Terminations _terminations;

    public TerminationsTests() => _terminations = new Terminations((_, _, _) => _reads.Dequeue()());

    private string Words => OutcomeWords.Words(_terminations.Of(A.Arn(), Mara), Mara);

    [Fact]
    public async Task Until_it_is_read_nobody_is_told_that_it_was_not_from_here()
    {
        var entries = new TaskCompletionSource<IReadOnlyList<AuditEntry>>();
        _reads.Enqueue(() => entries.Task);
        Assert.Equal("by whom is being looked up", Words);

        var learning = LearnAsync();
        Assert.Equal("by whom is being looked up", Words);
        entries.SetResult([]);

        Assert.True(await learning);
        Assert.Equal("ended through the API, not from here", Words);
    }

    [Fact]
    public async Task What_could_not_be_read_is_read_again()
    {
        _reads.Enqueue(() => throw new StoreUnavailableException("The disk is full.", new InvalidOperationException()));
        _reads.Enqueue(() => Task.FromResult<IReadOnlyList<AuditEntry>>([Ended]));

        Assert.False(await LearnAsync());
        Assert.Equal("by whom is being looked up", Words);
        Assert.True(await LearnAsync());

        Assert.Contains("The game hangs", Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_left_while_it_reads_leaves_nothing_unread()
    {
        _reads.Enqueue(() => throw new OperationCanceledException());
        _reads.Enqueue(() => Task.FromResult<IReadOnlyList<AuditEntry>>([Ended]));

        await Assert.ThrowsAsync<OperationCanceledException>(LearnAsync);
        Assert.True(await LearnAsync());

        Assert.Contains("The game hangs", Words, StringComparison.Ordinal);
    }

    private Task<bool> LearnAsync() => _terminations.LearnAsync([A.Arn()], Mara, CancellationToken.None);
}
