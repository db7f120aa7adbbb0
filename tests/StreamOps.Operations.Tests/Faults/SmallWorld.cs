using Microsoft.AspNetCore.Http;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Tests.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>A service of one stream group whose answers a test writes by hand, to the byte.</summary>
internal sealed class SmallWorld : IAsyncDisposable
{
    private const string Empty = """{"Items":[]}""";
    private RawService _service = null!;
    private int _answers;

    public Uri Address => new(_service.Url);

    /// <summary>What the list of connected sessions is.</summary>
    public string Connected { get; set; } = Empty;

    /// <summary>What lists of sessions answer in its place, one after the other; empty for the truth.</summary>
    public IReadOnlyList<string> Garbage { get; set; } = [];

    public static async Task<SmallWorld> StartAsync()
    {
        var world = new SmallWorld();
        world._service = await RawService.StartAsync(world.AnswerAsync);
        return world;
    }

    /// <summary>The port to it, by way of another address.</summary>
    public IGameLiftStreams Port(Uri by) => _service.Port(by);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var group =
            $$"""{"Arn":"arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/{{A.Group}}","Id":"{{A.Group}}","Status":"ACTIVE"}""";
        var body =
            path == "/streamgroups" ? $$"""{"Items":[{{group}}]}"""
            : path == $"/streamgroups/{A.Group}" ? group
            : path.EndsWith("/streamsessions", StringComparison.Ordinal) ? SessionsIn(context.Request.Query["Status"].ToString())
            : path.Contains("/streamsessions/", StringComparison.Ordinal)
                ? $$"""{"Arn":"{{A.Arn(path[(path.LastIndexOf('/') + 1)..])}}","Status":"CONNECTED"}"""
            : Empty;
        return BadAnswersTests.JsonAsync(context, body);
    }

    private string SessionsIn(string status) =>
        Garbage is { Count: > 0 } garbage ? garbage[Interlocked.Increment(ref _answers) % garbage.Count]
        : status == "CONNECTED" ? Connected
        : Empty;
}
