using System.Runtime.CompilerServices;

namespace Amazon.GameLiftStreams.Model;

/// <summary>A request for a page: its token says which.</summary>
internal interface IPageRequest
{
    string NextToken { get; set; }
}

/// <summary>A page, and the token of the next.</summary>
internal interface IPage<TItem>
{
    List<TItem> Items { get; }

    string NextToken { get; }
}

/// <summary>Follows <c>NextToken</c> from page to page; it writes the token into the request it was given.</summary>
internal abstract class TokenPaginator<TRequest, TResponse, TItem>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> fetch
) : IPaginator<TResponse>
    where TRequest : AmazonGameLiftStreamsRequest, IPageRequest
    where TResponse : AmazonWebServiceResponse, IPage<TItem>
{
    private int _consumed;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    public IPaginatedEnumerable<TItem> Items => new PaginatedResultKeyResponse<TResponse, TItem>(this, page => page.Items ?? []);

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _consumed, 1) != 0)
        {
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        var next = request.NextToken;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            request.NextToken = next;
            var page = await fetch(request, cancellationToken);
            next = page.NextToken;
            yield return page;
        } while (!string.IsNullOrEmpty(next));
    }
}
