namespace StreamOps.Emulator;

/// <summary>The emulator run alone.</summary>
public static class EmulatorProgram
{
    private const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        EmulatorOptions options;
        WebApplication app;
        try
        {
            options = CommandLine.Read(args);
            app = EmulatorApp.Build(options);
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongUse;
        }

        await using (app)
        {
            await app.StartAsync();
            await Console.Out.WriteLineAsync(
                $"Emulated GameLift Streams on {EmulatorApp.BaseAddress(app)} (scenario {options.Scenario}, seed {options.Seed}, "
                    + $"AWS_ACCESS_KEY_ID={options.AccessKeyId} AWS_SECRET_ACCESS_KEY={options.SecretAccessKey}, any Region)"
            );
            await app.WaitForShutdownAsync();
        }

        return 0;
    }
}
