using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>What is reachable without a sign-in is what the list says: a new route that is open fails here.</summary>
public sealed class OpenDoorsTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    private IReadOnlyList<RouteEndpoint> Routes =>
        [
            .. _stage
                .Dashboard.Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null),
        ];

    [Fact]
    public void Open_routes_are_those_declared_and_no_others()
    {
        var open = Routes
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText)
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(
            ["/health/live", "/health/ready", "/no-role", "/sign-in", "/sign-out", "/sign-out/back-channel", "/signed-out"],
            open.Order(StringComparer.Ordinal)
        );
        Assert.Equal(OpenDoors.Routes.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        Assert.Equal(["/sign-in/callback", "/sign-out/callback"], OpenDoors.Callbacks.Order(StringComparer.Ordinal));
    }

    /// <summary>A scheme that answers requests itself does so before any route is looked at, and without asking who comes.</summary>
    [Fact]
    public async Task What_the_sign_ins_handlers_answer_themselves_are_the_declared_callbacks()
    {
        var schemes = await _stage.Dashboard.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync();
        var answering = schemes.Where(scheme => scheme.HandlerType.IsAssignableTo(typeof(IAuthenticationRequestHandler))).ToList();

        Assert.Equal([SignInServices.Provider], answering.Select(scheme => scheme.Name));
        Assert.Equal(OpenDoors.Callbacks.Order(StringComparer.Ordinal), answering.SelectMany(AnsweredBy).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hubs_and_what_clients_call_there_are_those_that_are_known()
    {
        Type[] hubs =
        [
            .. _stage
                .Dashboard.Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .Select(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>()?.HubType)
                .OfType<Type>()
                .Distinct()
                .OrderBy(hub => hub.Name, StringComparer.Ordinal),
        ];
        Assembly[] ours =
        [
            typeof(DashboardApp).Assembly,
            typeof(Operations.OperationsServices).Assembly,
            typeof(Emulator.EmulatorApp).Assembly,
        ];

        Assert.Equal(["ComponentHub", nameof(LiveHub)], hubs.Select(hub => hub.Name));
        Assert.Equal([typeof(LiveHub)], ours.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(Hub))));
        Assert.Empty(CalledAt(typeof(LiveHub)));
        // The framework's own, where circuits live: what gives somebody a circuit is asked about by CircuitOwners.
        Assert.Equal(
            [
                "BeginInvokeDotNetFromJS",
                "ConnectCircuit",
                "EndInvokeJSFromDotNet",
                "OnLocationChanged",
                "OnLocationChanging",
                "OnRenderCompleted",
                "PauseCircuit",
                "ReceiveByteArray",
                "ReceiveJSDataChunk",
                "ResumeCircuit",
                "SendDotNetStreamToJS",
                "StartCircuit",
                "UpdateRootComponents",
            ],
            CalledAt(hubs[0])
        );
    }

    [Fact]
    public async Task Every_other_route_is_denied_by_http_without_a_sign_in_and_without_a_role()
    {
        using var nobody = _stage.Browser();
        using var noa = await _stage.BrowserOfAsync("noa");
        var closed = Routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        Assert.True(closed.Count > 10, $"{closed.Count} closed routes were found.");

        foreach (var route in closed)
        {
            var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(ValueOf));
            var method = new HttpMethod(route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET");
            using var refused = await nobody.SendAsync(method, new Uri(_stage.Dashboard.Address, path));
            using var denied = await noa.SendAsync(method, new Uri(_stage.Dashboard.Address, path));

            Assert.True(
                IsLedAway(refused, HttpStatusCode.Unauthorized, "/sign-in"),
                $"{method} {path}: {(int)refused.StatusCode} {refused.Headers.Location}"
            );
            Assert.True(
                IsLedAway(denied, HttpStatusCode.Forbidden, "/no-role"),
                $"{method} {path}: {(int)denied.StatusCode} {denied.Headers.Location}"
            );
        }
    }

    [Theory]
    [InlineData("/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task No_hub_is_spoken_to_without_a_sign_in(string path)
    {
        using var nobody = _stage.Browser();
        using var vic = await _stage.BrowserOfAsync("vic");

        using var refused = await nobody.PostAsync(path);
        using var taken = await vic.PostAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("/css/tokens.css")]
    [InlineData("/health/live")]
    [InlineData("/signed-out")]
    public async Task What_is_declared_is_served_to_anybody(string path)
    {
        using var nobody = _stage.Browser();

        using var response = await nobody.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The methods of a hub that clients may call, as SignalR looks for them.</summary>
    private static IEnumerable<string> CalledAt(Type hub) =>
        hub.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType is { } declares && !IsFrame(declares))
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal);

    private static bool IsFrame(Type type) =>
        type == typeof(object) || type == typeof(Hub) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Hub<>));

    /// <summary>All paths of a scheme's settings.</summary>
    private IEnumerable<string> AnsweredBy(AuthenticationScheme scheme)
    {
        var handler = scheme.HandlerType;
        while (!handler.IsGenericType || handler.GetGenericTypeDefinition() != typeof(AuthenticationHandler<>))
        {
            handler = handler.BaseType ?? throw new NotSupportedException($"{scheme.HandlerType} has no settings that are known here.");
        }

        var settings = typeof(IOptionsMonitor<>).MakeGenericType(handler.GetGenericArguments());
        var monitor = _stage.Dashboard.Services.GetRequiredService(settings);
        var options = settings.GetMethod(nameof(IOptionsMonitor<object>.Get))!.Invoke(monitor, [scheme.Name])!;
        return options
            .GetType()
            .GetProperties()
            .Where(property => property.PropertyType == typeof(PathString))
            .Select(property => (PathString)property.GetValue(options)!)
            .Where(path => path.HasValue)
            .Select(path => path.Value!);
    }

    private static bool IsLedAway(HttpResponseMessage response, HttpStatusCode status, string page) =>
        response.StatusCode == status
        || (
            response is { StatusCode: HttpStatusCode.Redirect, Headers.Location.OriginalString: var to }
            && to.Split('?')[0].EndsWith(page, StringComparison.Ordinal)
        );

    private static string ValueOf(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        string.Concat(
            segment.Parts.Select(part =>
                part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "attemptId" } => Guid.Empty.ToString(),
                    _ => "x",
                }
            )
        );
}
