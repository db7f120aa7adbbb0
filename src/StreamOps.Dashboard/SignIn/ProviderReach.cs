using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Whether the provider answers: a browser that is sent to one that is down reads the browser's own error, and no word of ours.</summary>
internal sealed partial class ProviderReach(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time, ILogger<ProviderReach> logger)
{
    /// <summary>It is asked no more often, whatever it said: anybody may come to sign in, as often as they like.</summary>
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<bool> _look = Task.FromResult(false);
    private long? _lookedAt;
    private int _isToldAway;

    /// <summary>Whether it answers now, or did a moment ago; however many ask, it is asked once.</summary>
    public Task<bool> IsThereAsync()
    {
        lock (_gate)
        {
            if (_look.IsCompleted && (_lookedAt is not { } at || time.GetElapsedTime(at) >= BetweenLooks))
            {
                (_look, _lookedAt) = (LookAsync(), time.GetTimestamp());
            }

            return _look;
        }
    }

    /// <summary>Somebody has just found it away: what it said a moment ago counts no more.</summary>
    public void Doubt()
    {
        lock (_gate)
        {
            _lookedAt = null;
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
            if (Interlocked.Exchange(ref _isToldAway, 0) == 1)
            {
                IsThereAgain();
            }

            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            if (Interlocked.Exchange(ref _isToldAway, 1) == 0)
            {
                NotThere(exception.GetType().Name);
            }

            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The sign-in provider does not answer ({Fault}): nobody new gets in, and who is in stays in.")]
    private partial void NotThere(string fault);

    [LoggerMessage(2, LogLevel.Warning, "The sign-in provider answers again.")]
    private partial void IsThereAgain();
}
