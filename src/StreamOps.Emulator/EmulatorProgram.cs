using System.Reflection;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator;

/// <summary>The emulator run alone.</summary>
public static class EmulatorProgram
{
    private const int CannotStart = 1;
    private const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (CommandLine.AsksForHelp(args))
        {
            await Console.Out.WriteLineAsync(CommandLine.Usage);
            return 0;
        }

        if (CommandLine.AsksForVersion(args))
        {
            var build = typeof(EmulatorProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
            await Console.Out.WriteLineAsync($"StreamOps emulator {build.InformationalVersion}");
            return 0;
        }

        EmulatorOptions options;
        WebApplication app;
        try
        {
            options = CommandLine.Read(args);
            // A start that fails is told below in a sentence of its own.
            app = EmulatorApp.Build(
                options,
                configure: builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            );
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongUse;
        }

        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (IOException taken)
            {
                await Console.Error.WriteLineAsync(taken.Message);
                return CannotStart;
            }

            await Console.Out.WriteLineAsync(
                $"Emulated GameLift Streams on {EmulatorApp.BaseAddress(app)} (scenario {options.Scenario}, seed {options.Seed}, "
                    + $"AWS_ACCESS_KEY_ID={options.AccessKeyId} AWS_SECRET_ACCESS_KEY={options.SecretAccessKey}, any Region)"
            );
            await app.WaitForShutdownAsync();
        }

        return 0;
    }
}
