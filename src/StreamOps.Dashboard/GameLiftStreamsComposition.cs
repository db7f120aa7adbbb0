using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard;

/// <summary>Which Amazon GameLift Streams the dashboard speaks to: AWS, another endpoint, or (nothing set) its own emulator.</summary>
public static class GameLiftStreamsComposition
{
    /// <summary>Registers the service's client and the mark that says which service it is.</summary>
    public static WebApplicationBuilder AddGameLiftStreams(this WebApplicationBuilder builder)
    {
        var aws = builder.Configuration.GetSection(AwsSettings.Section).Get<AwsSettings>() ?? new();
        if (aws.IsEmpty)
        {
            return builder.AddDemo();
        }

        builder.Services.AddSingleton(new ServiceInView(MarkOf(aws)));
        builder.Services.AddGameLift(builder.Configuration);
        return builder;
    }

    private static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DemoOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
        builder.Services.AddOptions<DemoOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddGameLift(builder.Configuration, EmbeddedEmulator.Keys);

        // What cannot be read or played starts nothing: it is told with all other wrong settings.
        var options = Readable(section) ?? new();
        builder.Services.AddSingleton(new ServiceInView(ServiceMark.Demo(options.Scenario, options.Seed)));
        if (DemoOptionsValidator.IsPlayable(options))
        {
            builder.AddEmbeddedEmulator(options);
        }

        return builder;
    }

    private static DemoOptions? Readable(IConfigurationSection section)
    {
        try
        {
            return section.Get<DemoOptions>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void AddEmbeddedEmulator(this WebApplicationBuilder builder, DemoOptions options)
    {
        var ticketKey = DemoPlayer.TicketKey(builder.Configuration);
        var emulator = EmbeddedEmulator.Start(options, ticketKey);
        builder.Services.AddSingleton(emulator);
        builder.Services.AddHostedService(services => services.GetRequiredService<EmbeddedEmulator>());
        builder.Services.AddHostedService<DemoPlayer>();
        builder.Services.AddDemoStage();
        builder.Configuration.AddInMemoryCollection([
            new("AWS:ServiceURL", emulator.Address.ToString()),
            new("AWS:AuthenticationRegion", "us-west-2"),
            .. StageServices.Settings(builder.Configuration),
            .. DemoPlayer.Settings(builder.Configuration, emulator.Address, ticketKey),
        ]);
    }

    private static ServiceMark MarkOf(AwsSettings aws) =>
        Uri.TryCreate(aws.ServiceURL, UriKind.Absolute, out var endpoint) && endpoint.IsLoopback
            ? ServiceMark.Emulator(endpoint.Authority)
            : ServiceMark.Aws;
}
