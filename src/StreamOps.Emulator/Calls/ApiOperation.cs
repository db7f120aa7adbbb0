namespace StreamOps.Emulator.Calls;

/// <summary>An operation of the API: where it is, how often it may be called, what it does.</summary>
/// <param name="Path">As in the API reference, members in braces: <c>/streamgroups/{Identifier}</c>.</param>
/// <param name="RequestsPerSecond">The documented rate per account and Region.
/// https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/api-rate-limits.html</param>
public sealed record ApiOperation(string Name, string Method, string Path, int RequestsPerSecond, Func<ApiCall, Task<ApiAnswer>> Handle)
{
    private readonly string[] _pattern = Path.Split('/')[1..];

    /// <summary>An operation that answers at once.</summary>
    public ApiOperation(string name, string method, string path, int requestsPerSecond, Func<ApiCall, ApiAnswer> handle)
        : this(name, method, path, requestsPerSecond, call => Task.FromResult(handle(call))) { }

    /// <summary>The path members of a request that means this operation, decoded; null if it means another one.</summary>
    public Dictionary<string, string>? Match(string method, string[] segments)
    {
        if (method != Method || segments.Length != _pattern.Length)
        {
            return null;
        }

        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _pattern.Length; i++)
        {
            if (_pattern[i].StartsWith('{'))
            {
                members[_pattern[i][1..^1]] = RequestTarget.Decode(segments[i]);
            }
            else if (_pattern[i] != segments[i])
            {
                return null;
            }
        }

        return members;
    }
}

/// <summary>A request for an operation, taken apart.</summary>
public sealed record ApiCall(
    ApiOperation Operation,
    IReadOnlyDictionary<string, string> Path,
    ILookup<string, string> Query,
    JsonElement? Body,
    Uri BaseAddress
)
{
    /// <summary>The session the call is about, as far as it is known; a start fills it in.</summary>
    public string? StreamSessionId { get; set; } =
        Path.TryGetValue("StreamSessionIdentifier", out var session) ? Identifiers.IdOf(session) : null;

    public override string ToString() => Operation.Name;
}

/// <summary>What an operation answers. A null body is an empty one.</summary>
/// <param name="Delay">How long the answer takes after the effect.</param>
public sealed record ApiAnswer(int StatusCode, object? Body, TimeSpan Delay = default)
{
    public static ApiAnswer Ok(object body) => new(200, body);

    public static ApiAnswer NoContent { get; } = new(204, Body: null);

    public override string ToString() => $"Answer {StatusCode}";
}

/// <summary>Every operation that is served.</summary>
public sealed record ApiOperations(IReadOnlyList<ApiOperation> All);
