namespace StreamOps.EndToEnd.Hosting;

/// <summary>A class of journeys on one stage. Each test has a browser of its own; a failed one leaves its evidence under TestResults.</summary>
public abstract class Journey<TStage>(TStage stage) : IAsyncLifetime
    where TStage : Stage
{
    private readonly List<OperatorBrowser> _browsers = [];
    private long _before;

    protected TStage Stage => stage;

    protected EmulatorControl Emulator => stage.Emulator.Control;

    protected CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The operator's browser, name given; closed with the test.</summary>
    protected OperatorBrowser Operator { get; private set; } = null!;

    protected IPage Page => Operator.Page;

    /// <summary>Whether the test starts with an operator's browser of the usual kind.</summary>
    protected virtual bool OpensBrowser => true;

    public async ValueTask InitializeAsync()
    {
        // A test that failed may have left a fault behind.
        await Emulator.MendAsync();
        _before = (await Emulator.LedgerAsync(long.MaxValue)).LastSeq;
        if (OpensBrowser)
        {
            Operator = await OpenAsync(() => stage.OpenBrowserAsync());
        }
    }

    /// <summary>What happened in the service since the test began.</summary>
    protected Task<LedgerPage> LedgerAsync() => Emulator.LedgerAsync(_before);

    /// <summary>Another browser, watched and closed like the first.</summary>
    protected async Task<OperatorBrowser> OpenAsync(Func<Task<OperatorBrowser>> open)
    {
        var browser = await open();
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>Puts away what the test began.</summary>
    protected virtual ValueTask TidyAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepEvidenceAsync();
        }

        var complaints = _browsers.Where(browser => !browser.MayComplain).SelectMany(browser => browser.Complaints).ToList();
        foreach (var browser in _browsers)
        {
            await browser.DisposeAsync();
        }

        await TidyAsync();
        Assert.Empty(complaints);
        GC.SuppressFinalize(this);
    }

    private async Task KeepEvidenceAsync()
    {
        var test = TestContext.Current.TestMethod!.MethodName;
        var folder = Directory.CreateDirectory(Path.Combine(BuildOutput.TestResults, GetType().Name, test)).FullName;
        for (var i = 0; i < _browsers.Count; i++)
        {
            await _browsers[i].KeepEvidenceAsync(folder, $"browser-{i + 1}");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "dashboard.log"), stage.Dashboard.Output);
        await File.WriteAllTextAsync(Path.Combine(folder, "emulator.log"), stage.Emulator.Output);
    }
}
