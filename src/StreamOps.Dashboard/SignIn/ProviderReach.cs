using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Whether the provider answers: a browser that is sent to one that is down reads the browser's own error, and no word of ours.</summary>
internal sealed partial class ProviderReach(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time, ILogger<ProviderReach> logger)
{
    /// <summary>One that does not answer is asked no more often.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<bool> _look = Task.FromResult(false);
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    /// <summary>Whether it answers now; however many ask at once, it is asked once.</summary>
    public Task<bool> IsThereAsync()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_look.IsCompleted && (_look is { IsCompletedSuccessfully: true, Result: true } || now - _lookedAt >= BetweenLooks))
            {
                (_look, _lookedAt) = (LookAsync(), now);
            }

            return _look;
        }
    }

    /// <summary>Whether it answers, and has an address at which one signs out.</summary>
    public async Task<bool> HasWayOutAsync()
    {
        if (!await IsThereAsync())
        {
            return false;
        }

        try
        {
            var provider = options.Get(SignInServices.Provider);
            var known = await provider.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            return !string.IsNullOrEmpty(known.EndSessionEndpoint);
        }
        catch (InvalidOperationException exception)
        {
            NotThere(exception.GetType().Name);
            return false;
        }
    }

    private async Task<bool> LookAsync()
    {
        var provider = options.Get(SignInServices.Provider);
        using var deadline = new CancellationTokenSource(SignInServices.Patience, time);
        try
        {
            using var response = await provider.Backchannel.GetAsync(
                new Uri(provider.MetadataAddress!),
                HttpCompletionOption.ResponseHeadersRead,
                deadline.Token
            );
            response.EnsureSuccessStatusCode();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            NotThere(exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The sign-in provider does not answer ({Fault}): nobody new gets in, and who is in stays in.")]
    private partial void NotThere(string fault);
}
