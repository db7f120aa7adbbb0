using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>What counts as a bad request, and what does not.</summary>
public sealed class BadRequestsCountTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLogs _logs = new();
    private readonly DiagnosticListener _server = new("test");
    private readonly ILoggerFactory _loggers;
    private readonly BadRequests _requests;

    public BadRequestsCountTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        _requests = new BadRequests("players'", _server, _time, _loggers.CreateLogger<BadRequests>());
    }

    public void Dispose()
    {
        _requests.Dispose();
        _loggers.Dispose();
        _server.Dispose();
        _logs.Dispose();
    }

    public static TheoryData<Exception> Leavings() =>
        [
            new OperationCanceledException(),
            new IOException("gone"),
            new ConnectionResetException("gone"),
            new ConnectionAbortedException("ended"),
        ];

    [Theory]
    [MemberData(nameof(Leavings), DisableDiscoveryEnumeration = true)]
    public async Task Whoever_leaves_or_is_made_to_leave_has_sent_nothing_bad(Exception fault)
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };

        await _requests.AnswerAsync(context, _ => throw fault);

        Assert.Equal("", CountOfTheMinute());
    }

    [Fact]
    public async Task A_form_that_is_none_gets_a_bare_400_and_is_counted()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "multipart/form-data";

        await _requests.AnswerAsync(context, async served => await served.Request.ReadFormAsync());

        Assert.Equal(StatusCodes.Status400BadRequest, context.Response.StatusCode);
        Assert.Contains("1 bad requests", CountOfTheMinute(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_read_as_ever()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/x-www-form-urlencoded";
        context.Request.Body = new MemoryStream("name=Mara"u8.ToArray());
        var name = "";

        await _requests.AnswerAsync(context, async served => name = (await served.Request.ReadFormAsync())["name"].ToString());

        Assert.Equal("Mara", name);
    }

    [Fact]
    public async Task Data_of_ours_that_cannot_be_read_is_a_fault_of_ours()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            _requests.AnswerAsync(new DefaultHttpContext(), _ => throw new InvalidDataException())
        );

        Assert.Equal("", CountOfTheMinute());
    }

    private string CountOfTheMinute()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        return _logs.Text;
    }
}
