using MudBlazor.Services;
using StreamOps.Dashboard.Audit;
using StreamOps.Dashboard.Bearer;
using StreamOps.Dashboard.Circuits;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Headers;
using StreamOps.Dashboard.Health;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Settings;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard;

/// <summary>The whole host: what runs is what the tests start.</summary>
public static class DashboardApp
{
    /// <summary>Builds the host, ready to start.</summary>
    /// <param name="args">The command line, as <c>--urls http://127.0.0.1:5180</c>.</param>
    /// <param name="configure">A last word on services and settings, for tests.</param>
    /// <exception cref="StartRefusedException">Settings or addresses do not allow a start.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        LoopbackDirect.Apply();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(DashboardApp).Assembly.GetName().Name,
                // A published folder runs from anywhere: its files stand beside the program, not where the shell stands.
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        if (!builder.Environment.IsDevelopment())
        {
            builder.WebHost.UseStaticWebAssets();
        }

        builder.AddSecurityHeaders();
        builder.Logging.AddVisibleConsole();
        var openAddresses = builder.ListenWhereAllowed(SignInOptions.IsOnBy(builder.Configuration));
        builder.Services.AddOperations(builder.Configuration);
        builder.AddPlayerListener();
        builder.AddGameLiftStreams();
        builder.AddBoundedCircuits();
        builder.Services.AddCircuitOwners();
        builder.Services.AddMudServices();
        builder.AddOperatorIdentity();
        builder.AddTokenDoor();
        builder.Services.AddScoped<BrowserPreferences>();
        builder.Services.AddRescuePanel();
        builder.Services.AddLiveHub();
        builder.Services.AddReadiness();
        builder.Services.AddBadRequests("operators'");
        builder.Services.AddHostedService<StartLog>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.Services.RefuseWrongSettings(openAddresses);
        app.Use(HeldConnection.ServeAsync);
        app.UseNetwork();
        app.UseSecurityHeaders();
        app.UseAuditedAddress();
        app.UseExceptionHandler("/problem", createScopeForErrors: true);
        app.UseBadRequests();
        app.UsePlausibleHead();
        // Pages for people only: a script that posted gets its status code as it is.
        app.UseWhen(
            context =>
                HttpMethods.IsGet(context.Request.Method)
                && context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/html"),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true)
        );
        // After both: what runs again under another address has to be routed again.
        app.UseRouting();
        app.UseSameOrigin();
        app.UseAuthentication();
        app.UseDemoVisitor();
        app.UseAuthorization();
        var connections = app.Services.GetRequiredService<OpenConnections>();
        app.Use((context, next) => connections.ServeAsync(context, next, TokenScheme.HolderOf));
        app.UseSignedInConnections();
        app.UseTokenConnections();
        app.UseKnownBrowsers();
        app.UseCircuitEnds();
        app.UseCircuitStarts();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        var routes = app.MapGroup("").OpenDeclared();
        routes.MapReadiness();
        routes.MapLive();
        routes.MapOperatorIdentity();
        routes.MapAudit();
        routes.MapRescuePanel();
        routes.MapDemoPlayer();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
            {
                options.ContentSecurityFrameAncestorsPolicy = null;
                // What a page shows beside text from outside would be told by the length of its frames.
                options.DisableWebSocketCompression = true;
            })
            .OverWebSocketsAlone();
        return app;
    }

    /// <summary>Runs until the host is asked to stop.</summary>
    /// <returns>
    /// 0, or 1 when the settings or the address do not allow a start: the reasons are on the error output. For <c>audit verify</c> what <see cref="AuditVerb"/> says, for <c>backup</c> what <see cref="BackupVerb"/> says, and for a word that is no command what <see cref="UsageVerb"/> says.
    /// </returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (ProductVersion.IsAskedFor(args))
        {
            await Console.Out.WriteLineAsync(ProductVersion.Current.ToString());
            return 0;
        }

        if (AuditVerb.IsAskedFor(args))
        {
            return await AuditVerb.RunAsync(args, Console.Out, Console.Error, Console.OpenStandardOutput);
        }

        if (BackupVerb.IsAskedFor(args))
        {
            return await BackupVerb.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
        }

        if (UsageVerb.IsAskedFor(args))
        {
            return await UsageVerb.RunAsync(args, Console.Out, Console.Error);
        }

        try
        {
            await using var app = Build(args);
            await RunAsync(app);
            return 0;
        }
        catch (StartRefusedException exception)
        {
            return await RefuseAsync(exception.Reasons);
        }
        catch (StoreStartException exception)
        {
            return await RefuseAsync([exception.Message]);
        }
    }

    private static async Task RunAsync(WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.Services.OpenStoreAsync(stopping);
            app.Services.RefuseBrokenKeys();
            await StartAsync(app);
            app.Services.TellOfKeysInClear();
            await app.WaitForShutdownAsync();
        }
        catch (Exception exception)
            when (ListenRefusal.ReasonOf(exception, app.Configuration["urls"] ?? ListenAddresses.DefaultAddress, "--urls") is { } reason)
        {
            throw new StartRefusedException([reason]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it had started. Whatever else is given up during a start is a fault, and is heard.
        }
    }

    // What had started already is ended in order and waited for, as after Ctrl+C: else each part reports the end of another as a fault of its own.
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await app.StopAsync();
            throw;
        }
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> reasons)
    {
        foreach (var reason in reasons)
        {
            await Console.Error.WriteLineAsync(VisibleText.Of(reason));
        }

        return 1;
    }
}
