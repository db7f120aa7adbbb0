using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Operations.GameLift;

/// <summary>The identity of a stream session: <c>arn:aws:gameliftstreams:{region}:{account}:streamsession/{streamGroupId}/{sessionId}</c>.</summary>
public readonly record struct StreamSessionArn
{
    private const string ResourceType = "streamsession/";

    /// <summary>One object for all places where the session is known by its name: each is as large as a reference.</summary>
    private readonly Name? _name;

    private StreamSessionArn(Name name) => _name = name;

    /// <summary>The whole ARN, as the service sent it.</summary>
    public string Value => _name?.Value!;

    /// <summary>The stream group's id, as <c>sg-1AB2C3De4</c>: the list does not carry it elsewhere.</summary>
    public string StreamGroupId => _name?.StreamGroupId!;

    /// <summary>The last part: the session's id.</summary>
    public string Id => _name?.Id!;

    public bool Equals(StreamSessionArn other) =>
        ReferenceEquals(_name, other._name)
        || (
            _name is not null
            && other._name is not null
            && _name.Hash == other._name.Hash
            && string.Equals(_name.Value, other._name.Value, StringComparison.Ordinal)
        );

    public override int GetHashCode() => _name?.Hash ?? 0;

    public override string ToString() => Value;

    /// <summary>Reads an ARN; false when the text is not that of a stream session.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StreamSessionArn arn)
    {
        arn = default;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }

        var resource = text.AsSpan(text.LastIndexOf(':') + 1);
        if (!resource.StartsWith(ResourceType, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = resource[ResourceType.Length..];
        var slash = parts.IndexOf('/');
        if (slash <= 0 || slash == parts.Length - 1 || parts[(slash + 1)..].Contains('/'))
        {
            return false;
        }

        arn = new StreamSessionArn(new Name(text, SharedTexts.All.Find(parts[..slash]), parts[(slash + 1)..].ToString()));
        return true;
    }

    /// <summary>Reads an ARN that must be one.</summary>
    /// <exception cref="FormatException">The text is not the ARN of a stream session.</exception>
    public static StreamSessionArn Parse(string text) =>
        TryParse(text, out var arn) ? arn : throw new FormatException("Not the ARN of a stream session.");

    private sealed class Name(string value, string streamGroupId, string id)
    {
        public string Value => value;

        public string StreamGroupId => streamGroupId;

        public string Id => id;

        /// <summary>Worked out once: a session is looked for many times with each read.</summary>
        public int Hash { get; } = string.GetHashCode(value, StringComparison.Ordinal);
    }
}
