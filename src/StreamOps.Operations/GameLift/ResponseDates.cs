using Amazon.GameLiftStreams;
using Amazon.Runtime;

namespace StreamOps.Operations.GameLift;

/// <summary>Catches the <c>Date</c> header of each answer: the only word the service gives of its own time.</summary>
/// <remarks>The client tells of headers by an event of its own; the call it belongs to is found by the flow of the execution context.</remarks>
internal sealed class ResponseDates
{
    private readonly AsyncLocal<ResponseDate?> _expected = new();

    public ResponseDates(IAmazonGameLiftStreams client)
    {
        if (client is AmazonServiceClient serviceClient)
        {
            serviceClient.AfterResponseEvent += OnResponse;
        }
    }

    /// <summary>Expects the answer of the call that this flow makes next.</summary>
    public ResponseDate Expect()
    {
        var date = new ResponseDate();
        _expected.Value = date;
        return date;
    }

    private void OnResponse(object? sender, ResponseEventArgs arguments)
    {
        if (
            _expected.Value is { } expected
            && arguments is WebServiceResponseEventArgs { ResponseHeaders: { } headers }
            && headers.TryGetValue("Date", out var text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        )
        {
            expected.Value = date;
        }
    }
}

/// <summary>The <c>Date</c> of one answer; null until it came, or when it had none that can be read.</summary>
internal sealed class ResponseDate
{
    public DateTimeOffset? Value { get; set; }
}
