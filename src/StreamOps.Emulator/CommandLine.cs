using System.Text.Json.Nodes;
using StreamOps.Emulator.Control;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Scenarios;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator;

/// <summary>Reads the options of <see cref="Usage"/>, as <c>--name value</c> or <c>--name=value</c>.</summary>
public static class CommandLine
{
    /// <summary>What there is to say on the command line.</summary>
    public const string Usage = "The options are --urls, --scenario, --seed, --ticket-key, --player-url and --switch name=value.";

    /// <summary>Whether the arguments ask for the usage alone.</summary>
    public static bool AsksForHelp(string[] args) => args is ["--help" or "-h" or "-?"];

    /// <summary>Whether the arguments ask for the version alone.</summary>
    public static bool AsksForVersion(string[] args) => args is ["--version"];

    /// <summary>What the arguments ask for; without any, a busy evening.</summary>
    /// <exception cref="UsageException">An argument is unknown or wrong; the message says which.</exception>
    public static EmulatorOptions Read(string[] args)
    {
        var options = new EmulatorOptions { Scenario = "busy-evening" };
        foreach (var (name, value) in Pairs(args))
        {
            options = name switch
            {
                "--urls" => options with { Urls = CheckUrls(value) },
                "--scenario" => options with { Scenario = CheckScenario(value) },
                "--seed" => options with { Seed = CheckSeed(value) },
                "--ticket-key" => options with { TicketKey = CheckKey(value) },
                "--player-url" => options with { PlayerUrl = new(CheckPlayerUrl(value)) },
                "--switch" => SetSwitch(options, value),
                _ => throw new UsageException($"There is no option {name}. {Usage}"),
            };
        }

        return options;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!parts[0].StartsWith("--", StringComparison.Ordinal))
            {
                throw new UsageException($"\"{args[i]}\" is not an option. {Usage}");
            }

            yield return parts.Length == 2 ? (parts[0], parts[1])
            : i + 1 < args.Length ? (parts[0], args[++i])
            : throw new UsageException($"{parts[0]} needs a value. {Usage}");
        }
    }

    private static string CheckUrls(string value) =>
        // Its keys are public words, and whoever reaches it may change its world.
        value
            .Split(';')
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true })
            ? value
            : throw new UsageException($"--urls takes addresses of this machine alone, such as http://127.0.0.1:5190, not \"{value}\".");

    private static string CheckScenario(string value) =>
        Scenario.Names.Contains(value, StringComparer.Ordinal)
            ? value
            : throw new UsageException($"There is no scenario \"{value}\"; there are {string.Join(", ", Scenario.Names)}.");

    private static int CheckSeed(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"--seed takes an integer, not \"{value}\".");

    private static string CheckKey(string value) =>
        value.Length > 0 ? value : throw new UsageException("--ticket-key takes the key that StreamOps has, not nothing.");

    private static Uri CheckPlayerUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new UsageException($"--player-url takes an address such as http://127.0.0.1:5181, not \"{value}\".");

    private static EmulatorOptions SetSwitch(EmulatorOptions options, string setting)
    {
        if (setting.Split('=', 2) is not [var name, var value])
        {
            throw new UsageException($"--switch takes name=value, not \"{setting}\".");
        }

        try
        {
            return options with { Switches = SwitchesCall.Merge(options.Switches, new JsonObject { [name] = ValueOf(value) }) };
        }
        catch (LocalCallException wrong)
        {
            throw new UsageException(wrong.Message, wrong);
        }
    }

    private static JsonNode ValueOf(string value) =>
        bool.TryParse(value, out var flag) ? flag
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : value;
}
