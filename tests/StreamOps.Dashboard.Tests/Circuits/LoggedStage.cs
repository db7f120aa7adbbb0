using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>One dashboard where people sign in for the tests of a class, with all that it writes into its log.</summary>
public sealed class LoggedStage : IAsyncLifetime
{
    private readonly CapturedLogs _logs = new();
    private SignedInDashboard _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await SignedInDashboard.StartAsync(builder => builder.Logging.AddProvider(_logs));

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        _logs.Dispose();
    }

    /// <summary>As it was at its start, but for the log.</summary>
    public SignedInDashboard Anew()
    {
        _stage.Sessions.End(_ => true);
        _stage.Provider.Person = "mara";
        return _stage;
    }

    /// <summary>How many warnings with these words it wrote so far.</summary>
    public int Warnings(string words) =>
        _logs.Text.Split('\n').Count(line => line.StartsWith($"Warning {words}", StringComparison.Ordinal));
}
