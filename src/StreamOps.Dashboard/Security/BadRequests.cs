using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace StreamOps.Dashboard.Security;

/// <summary>
/// Requests that are none: what breaks the rules of HTTP, or breaks off. Each gets a bare status and is counted; the log hears once a minute how many
/// there were, so that nobody fills it, and nothing of what was sent.
/// </summary>
/// <param name="listener">Whose they were, as <c>players'</c>.</param>
/// <param name="diagnostics">The server's own word on what never became a request.</param>
internal sealed partial class BadRequests(string listener, DiagnosticListener diagnostics, TimeProvider time, ILogger<BadRequests> logger)
    : IObserver<KeyValuePair<string, object?>>,
        IDisposable
{
    private const string ServerEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private readonly CountedLine _line = new(time);
    private IDisposable? _subscription;

    /// <summary>Begins to hear the server. Called once, while the host is built.</summary>
    public void Listen() => _subscription = diagnostics.Subscribe(this, name => name is ServerEvent);

    /// <summary>Serves a request; where it turns out to be none, answers with its bare status.</summary>
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.Set<IFormFeature>(new SentForm(new FormFeature(context.Request)));
        try
        {
            await next(context);
        }
        catch (Exception fault) when (HasLeft(fault, context))
        {
            // Nobody reads an answer, and nothing bad was sent: a page that closes is no more than that.
            context.Features.Set(new Counted());
        }
        catch (Exception fault) when (StatusOf(fault) is { } status)
        {
            Count();
            // The server finds the same fault again when it looks for the end of the body.
            context.Features.Set(new Counted());
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            // What is left of the body cannot be read either.
            context.Response.Headers.Connection = "close";
            context.Response.StatusCode = status;
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection request || request.Get<Counted>() is null)
        {
            Count();
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        _subscription?.Dispose();
        _line.Dispose();
    }

    /// <summary>Whether the sender closed the connection, or we did. What breaks off in the middle of a body is a bad request of its own.</summary>
    private static bool HasLeft(Exception fault, HttpContext context) =>
        fault switch
        {
            BadHttpRequestException => false,
            ConnectionResetException or ConnectionAbortedException => true,
            IOException or OperationCanceledException => context.RequestAborted.IsCancellationRequested,
            _ => false,
        };

    private static int? StatusOf(Exception fault) =>
        fault switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            // What the server makes of a chunk that is longer than any number.
            IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
            _ => null,
        };

    private void Count() => _line.Count(count => Refused(count, listener));

    private sealed class Counted;

    /// <summary>A form as it was sent: one that is none is its sender's fault. Other data that cannot be read is ours.</summary>
    private sealed class SentForm(IFormFeature form) : IFormFeature
    {
        public bool HasFormContentType => form.HasFormContentType;

        public IFormCollection? Form
        {
            get => form.Form;
            set => form.Form = value;
        }

        public IFormCollection ReadForm()
        {
            try
            {
                return form.ReadForm();
            }
            catch (InvalidDataException broken)
            {
                throw Refused(broken);
            }
        }

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await form.ReadFormAsync(cancellationToken);
            }
            catch (InvalidDataException broken)
            {
                throw Refused(broken);
            }
        }

        private static BadHttpRequestException Refused(InvalidDataException broken) =>
            new("The form cannot be read.", StatusCodes.Status400BadRequest, broken);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} bad requests in one minute at the {Listener} listener. Each was refused.")]
    private partial void Refused(int count, string listener);
}

/// <summary>Puts <see cref="BadRequests"/> before everything that reads a request.</summary>
internal static class BadRequestsBuilder
{
    public static IServiceCollection AddBadRequests(this IServiceCollection services, string listener) =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BadRequests>(provider, listener));

    public static IApplicationBuilder UseBadRequests(this IApplicationBuilder app)
    {
        var requests = app.ApplicationServices.GetRequiredService<BadRequests>();
        requests.Listen();
        return app.Use(requests.AnswerAsync);
    }
}
