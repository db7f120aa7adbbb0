using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.GameLiftStreams.Model;

/// <summary>Follows <c>NextToken</c> from page to page; it writes the token into the request it was given.</summary>
internal abstract class TokenPaginator<TResponse, TItem>(AmazonGameLiftStreamsRequest request) : IPaginator<TResponse>
    where TResponse : AmazonWebServiceResponse
{
    private int _consumed;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    public IPaginatedEnumerable<TItem> Items => new PaginatedResultKeyResponse<TResponse, TItem>(this, page => ItemsOf(page) ?? []);

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _consumed, 1) != 0)
        {
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        var next = RequestToken;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            RequestToken = next;
            var page = await FetchAsync(cancellationToken);
            next = TokenOf(page);
            yield return page;
        } while (!string.IsNullOrEmpty(next));
    }

    protected abstract string RequestToken { get; set; }

    protected abstract Task<TResponse> FetchAsync(CancellationToken cancellationToken);

    protected abstract string TokenOf(TResponse page);

    protected abstract List<TItem> ItemsOf(TResponse page);
}
