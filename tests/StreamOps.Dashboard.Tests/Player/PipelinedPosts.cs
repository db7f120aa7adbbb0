using System.Net.Sockets;
using System.Text;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Posts of somebody in a hurry: many on one connection, none waits for the answer before it. So a crowd costs the test little, and the listener what it costs.</summary>
internal static class PipelinedPosts
{
    /// <summary>Posts them all over one connection, and reads the answers in their order.</summary>
    /// <param name="listener">Whose posts.</param>
    /// <param name="path">As <c>/rescue/open</c>.</param>
    /// <param name="posts">Each with the address that a proxy would tell of; null for the connection's own.</param>
    public static async Task<IReadOnlyList<PipelinedAnswer>> SendAsync(
        Uri listener,
        string path,
        IReadOnlyList<(string? From, string Body)> posts
    )
    {
        using var client = new TcpClient();
        await client.ConnectAsync(listener.Host, listener.Port);
        var stream = client.GetStream();
        var reading = new StreamReader(stream, Encoding.UTF8).ReadToEndAsync();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(posts.Select((post, at) => Of(post, at == posts.Count - 1)))));
        var answers = (await reading).Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries).Select(PipelinedAnswer.Read).ToList();
        Assert.Equal(posts.Count, answers.Count);
        return answers;

        string Of((string? From, string Body) post, bool isLast) =>
            string.Join(
                "\r\n",
                [
                    $"POST {path} HTTP/1.1",
                    $"Host: {listener.Authority}",
                    $"Content-Length: {Encoding.UTF8.GetByteCount(post.Body)}",
                    .. post.From is null ? [] : (string[])[$"X-Forwarded-For: {post.From}"],
                    .. isLast ? (string[])["Connection: close"] : [],
                    "",
                    post.Body,
                ]
            );
    }
}

/// <summary>One answer of many.</summary>
/// <param name="Status">As 404.</param>
/// <param name="Text">The JSON text of its body.</param>
internal sealed record PipelinedAnswer(int Status, string Text)
{
    public static PipelinedAnswer Read(string answer) =>
        new(
            int.Parse(answer.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture),
            // In chunks or in one piece.
            answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]
        );
}
