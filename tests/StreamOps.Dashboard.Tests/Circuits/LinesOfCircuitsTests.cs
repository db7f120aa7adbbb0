using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Circuits;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>Whose a circuit is stays known for as long as it has a line, whichever that is, and a while after; then no longer.</summary>
public sealed class LinesOfCircuitsTests : IDisposable
{
    private static readonly TimeSpan AWhile = CircuitOwners.KeptAfterLoss + TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CircuitOwners _owners;

    public LinesOfCircuitsTests() =>
        _owners = new CircuitOwners(new NetworkReach(IsByTlsAlone: false), _time, NullLogger<CircuitOwners>.Instance);

    public void Dispose() => _owners.Dispose();

    /// <remarks>As a browser does that goes from one network to another: the server hears of the old line's end last.</remarks>
    [Fact]
    public async Task The_end_of_a_line_that_a_circuit_has_left_takes_it_from_nobody()
    {
        using var old = new Line();
        using var own = new Line();
        using var later = new Line();
        await StartAsync(old, "one");
        await TakeUpAsync(own, "one");

        await EndAsync(old);
        _time.Advance(AWhile);
        await StartAnotherAsync();
        await EndAsync(own);

        Assert.True(await TakeUpAsync(later, "one"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(11, false)]
    public async Task A_circuit_without_a_line_is_its_owners_for_a_while(int minutes, bool isKept)
    {
        using var own = new Line();
        using var later = new Line();
        await StartAsync(own, "one");
        await EndAsync(own);

        _time.Advance(TimeSpan.FromMinutes(minutes));
        await StartAnotherAsync();

        Assert.Equal(isKept, await TakeUpAsync(later, "one"));
        Assert.Equal(isKept ? 2 : 1, _owners.Count);
    }

    [Fact]
    public async Task A_line_that_ended_before_its_circuit_had_begun_leaves_nothing_for_good()
    {
        using var own = new Line();
        await StartAsync(own, "one", begins: () => EndAsync(own));

        _time.Advance(AWhile);
        await StartAnotherAsync();

        Assert.Equal(1, _owners.Count);
    }

    [Fact]
    public async Task A_circuit_that_is_taken_up_again_is_not_forgotten_for_the_loss_before()
    {
        using var own = new Line();
        using var next = new Line();
        using var later = new Line();
        await StartAsync(own, "one");
        await EndAsync(own);
        await TakeUpAsync(next, "one");

        _time.Advance(AWhile);
        await StartAnotherAsync();
        await EndAsync(next);

        Assert.True(await TakeUpAsync(later, "one"));
    }

    private async Task StartAnotherAsync()
    {
        using var another = new Line();
        await StartAsync(another, "another");
    }

    private async Task StartAsync(Line line, string id, Func<Task>? begins = null) =>
        await _owners.InvokeMethodAsync(
            Call(line, nameof(Pages.StartCircuit)),
            async _ =>
            {
                await (begins?.Invoke() ?? Task.CompletedTask);
                return id;
            }
        );

    private async Task<bool> TakeUpAsync(Line line, string id) =>
        await _owners.InvokeMethodAsync(Call(line, nameof(Pages.ConnectCircuit), id), _ => ValueTask.FromResult<object?>(true)) is true;

    private async Task EndAsync(Line line)
    {
        using var pages = new Pages();
        await line.EndAsync();
        await _owners.OnDisconnectedAsync(
            new HubLifetimeContext(line, new ServiceCollection().BuildServiceProvider(), pages),
            null,
            (_, _) => Task.CompletedTask
        );
    }

    private static HubInvocationContext Call(Line line, string method, params object?[] arguments) =>
        new(line, new ServiceCollection().BuildServiceProvider(), new Pages(), typeof(Pages).GetMethod(method)!, arguments);

    /// <summary>The names of the framework's own, which is internal.</summary>
    private sealed class Pages : Hub
    {
        public string StartCircuit() => Context.ConnectionId;

        public bool ConnectCircuit(string id) => Context.ConnectionId == id;
    }

    /// <summary>A connection of mara's.</summary>
    private sealed class Line : HubCallerContext, IHttpContextFeature, IDisposable
    {
        private readonly CancellationTokenSource _ending = new();

        public Line()
        {
            HttpContext = new DefaultHttpContext { User = User };
            Features.Set<IHttpContextFeature>(this);
        }

        public HttpContext? HttpContext { get; set; }

        public override string ConnectionId { get; } = Guid.NewGuid().ToString("N");

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User { get; } = new(new ClaimsIdentity([new Claim(SignedInClaims.Subject, "id-mara")], "test"));

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => _ending.Token;

        public override void Abort() => _ending.Cancel();

        /// <summary>The server ends the connection before it tells of that.</summary>
        public Task EndAsync() => _ending.CancelAsync();

        public void Dispose() => _ending.Dispose();
    }
}
