using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Operations.GameLift;

/// <summary>The identity of a stream session: <c>arn:aws:gameliftstreams:{region}:{account}:streamsession/{streamGroupId}/{sessionId}</c>.</summary>
public readonly record struct StreamSessionArn
{
    private const string ResourceType = "streamsession/";

    private StreamSessionArn(string value, string streamGroupId, string id)
    {
        Value = value;
        StreamGroupId = streamGroupId;
        Id = id;
    }

    /// <summary>The whole ARN, as the service sent it.</summary>
    public string Value { get; }

    /// <summary>The stream group's id, as <c>sg-1AB2C3De4</c>: the list does not carry it elsewhere.</summary>
    public string StreamGroupId { get; }

    /// <summary>The last part: the session's id.</summary>
    public string Id { get; }

    public bool Equals(StreamSessionArn other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value is null ? 0 : string.GetHashCode(Value, StringComparison.Ordinal);

    public override string ToString() => Value;

    /// <summary>Reads an ARN; false when the text is not that of a stream session.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StreamSessionArn arn)
    {
        arn = default;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }

        var resource = text.LastIndexOf(':') + 1;
        if (!text.AsSpan(resource).StartsWith(ResourceType, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = text[(resource + ResourceType.Length)..].Split('/');
        if (parts is not [{ Length: > 0 } group, { Length: > 0 } id])
        {
            return false;
        }

        arn = new StreamSessionArn(text, group, id);
        return true;
    }

    /// <summary>Reads an ARN that must be one.</summary>
    /// <exception cref="FormatException">The text is not the ARN of a stream session.</exception>
    public static StreamSessionArn Parse(string text) =>
        TryParse(text, out var arn) ? arn : throw new FormatException("Not the ARN of a stream session.");
}
