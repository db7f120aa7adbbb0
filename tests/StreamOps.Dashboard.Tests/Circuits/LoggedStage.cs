using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Circuits;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>One dashboard where people sign in for the tests of a class, with all that it writes into its log.</summary>
public sealed class LoggedStage : IAsyncLifetime
{
    private const string Refused = " times in one minute a circuit was refused to somebody it does not belong to";

    private readonly CapturedLogs _logs = new();
    private readonly FakeTimeProvider _time = new();
    private SignedInDashboard _stage = null!;

    public async ValueTask InitializeAsync() =>
        _stage = await SignedInDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(_logs);
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<CircuitOwners>(services, _time));
        });

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        _logs.Dispose();
    }

    /// <summary>As it was at its start, but for the log.</summary>
    public SignedInDashboard Anew() => _stage.Anew();

    /// <summary>How many circuits were refused so far, as it told at the end of each minute.</summary>
    public int Refusals()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        return Told().Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Its lines about that.</summary>
    public IReadOnlyList<string> Told() =>
        [
            .. _logs
                .Text.Split('\n')
                .Where(line => line.StartsWith("Warning ", StringComparison.Ordinal) && line.Contains(Refused, StringComparison.Ordinal)),
        ];
}
