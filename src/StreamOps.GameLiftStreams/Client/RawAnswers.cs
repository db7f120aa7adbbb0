using System.Text.Json;
using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams;

/// <summary>Answers as they came, for a caller who knows most of them already. The official client has nothing of this kind.</summary>
public static class RawAnswers
{
    /// <summary>As the client's own call, with the answer's bytes in the place of its objects.</summary>
    /// <param name="client">Makes the call; it fails as its own does.</param>
    /// <param name="request">Which page.</param>
    /// <param name="read">Reads the bytes, which are good for as long as it runs. What it throws is an answer that cannot be read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static Task<RawAnswer<T>> ListStreamSessionsAsync<T>(
        this AmazonGameLiftStreamsClient client,
        ListStreamSessionsRequest request,
        Func<ReadOnlySpan<byte>, T> read,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListStreamSessionsRawAsync(request, read, cancellationToken);
    }

    /// <summary>A part of an answer, as the client itself reads it; null for <c>null</c>.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, WireJson.Options);
}

/// <summary>What a caller read off an answer's bytes.</summary>
public sealed class RawAnswer<T> : AmazonWebServiceResponse
{
    public T Value { get; init; }
}
