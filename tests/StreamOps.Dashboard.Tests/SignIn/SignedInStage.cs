namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>One dashboard and one provider for the tests of a class, which leave both running: each test begins with nobody signed in.</summary>
public sealed class SignedInStage : IAsyncLifetime
{
    private SignedInDashboard _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await SignedInDashboard.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    /// <summary>The two, as they were at their start.</summary>
    public SignedInDashboard Anew() => _stage.Anew();
}
