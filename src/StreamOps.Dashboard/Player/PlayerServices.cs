using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StreamOps.Dashboard.Player;

/// <summary>The players' side as the dashboard's host sees it.</summary>
public static class PlayerServices
{
    /// <summary>Adds the listener and <see cref="PlayerLinks"/>; needs <c>AddOperations</c>.</summary>
    public static WebApplicationBuilder AddPlayerListener(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<PlayerOptions>, PlayerOptionsRules>();
        builder.Services.AddOptions<PlayerOptions>().Bind(builder.Configuration.GetSection(PlayerOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton(services => new WebSdk(services.GetRequiredService<IOptions<PlayerOptions>>().Value));
        // The demo's own, whichever of the two is registered first.
        builder.Services.TryAddSingleton(new DemoHost(Page: null));
        builder.Services.AddSingleton(services => services.GetRequiredService<WebSdk>().ProtocolScripts);
        builder.Services.AddSingleton<PlayerListener>();
        builder.Services.AddSingleton<PlayerLinks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PlayerListener>());
        return builder;
    }
}
