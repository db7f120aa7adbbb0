using StreamOps.Dashboard.Live;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

/// <summary>Presence: a circuit tells at which session it looks, for as long as its browser is there.</summary>
public sealed class LookingTests
{
    private static readonly Person Jon = new("Jon");
    private readonly PresenceBoard _board = new();

    [Fact]
    public async Task It_is_gone_with_the_browsers_line_and_there_again_with_it()
    {
        using var looking = new Looking(_board);
        looking.At(A.Arn("s1"), Jon);
        Assert.Equal("Jon", Assert.Single(_board.Current[A.Arn("s1")].People).Name);

        await looking.OnConnectionDownAsync(null!, default);
        Assert.Empty(_board.Current);
        await looking.OnConnectionUpAsync(null!, default);

        Assert.Single(_board.Current);
    }

    [Fact]
    public void It_moves_with_the_panel_and_ends_with_the_circuit()
    {
        var looking = new Looking(_board);
        looking.At(A.Arn("s1"), Jon);
        looking.At(A.Arn("s2"), Jon);
        Assert.Equal(A.Arn("s2"), Assert.Single(_board.Current).Key);

        looking.Dispose();

        Assert.Empty(_board.Current);
    }

    [Fact]
    public void Somebody_who_is_nobody_yet_looks_unseen()
    {
        using var looking = new Looking(_board);

        looking.At(A.Arn("s1"), null);

        Assert.Empty(_board.Current);
    }

    [Fact]
    public void The_same_look_again_is_no_news()
    {
        using var looking = new Looking(_board);
        looking.At(A.Arn("s1"), Jon);
        var before = _board.Current;

        looking.At(A.Arn("s1"), new Person("Jon"));

        Assert.Same(before, _board.Current);
    }
}
