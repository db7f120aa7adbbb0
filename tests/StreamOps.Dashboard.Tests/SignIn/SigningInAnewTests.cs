using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Who signs in once more in the same browser is in all the while, however long the record takes to write it.</summary>
public sealed class SigningInAnewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task While_it_is_written_other_tabs_and_open_pages_stay_in()
    {
        await using var stage = await SignedInDashboard.StartAsync(builder =>
            builder.Services.AddSingleton<IDbContextFactory<OperationsDb>, SlowForRequests>()
        );
        var store = (SlowForRequests)stage.Dashboard.Services.GetRequiredService<IDbContextFactory<OperationsDb>>();
        using var mara = await stage.BrowserOfAsync("mara");
        var before = Assert.Single(stage.Sessions.All);
        var answer = await mara.AnswerOfProviderAsync("/sign-in");
        using var tab = mara.After(stage.Dashboard.Address);

        store.IsSlow = true;
        var signingIn = mara.SendAsync(HttpMethod.Get, answer);
        await store.IsAsked.WaitAsync(Patience);
        using var clock = await tab.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/live/clock"));
        var page = stage.Sessions.UserOf(before.Id);
        store.GoOn();
        using var signedIn = await signingIn;

        Assert.Equal(HttpStatusCode.OK, clock.StatusCode);
        Assert.True(page.Identity!.IsAuthenticated);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        var after = Assert.Single(stage.Sessions.All);
        Assert.Equal(before.Id, after.Id);
        Assert.NotEqual(before.Hash, after.Hash);
    }

    /// <summary>A database that takes its time for whoever asks from outside, and not for what goes on by itself.</summary>
    private sealed class SlowForRequests(StoreDatabase database) : IDbContextFactory<OperationsDb>
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSlow { get; set; }

        public Task IsAsked => _asked.Task;

        public void GoOn() => _goesOn.SetResult();

        public OperationsDb CreateDbContext() => database.CreateDbContext();

        public async Task<OperationsDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (IsSlow && AskedFrom.Address is not null)
            {
                _asked.TrySetResult();
                await _goesOn.Task;
            }

            return CreateDbContext();
        }
    }
}
