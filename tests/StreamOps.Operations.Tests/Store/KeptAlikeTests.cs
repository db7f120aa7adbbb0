using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

/// <summary>Times, order, unique keys and odd text, the same whichever database keeps them.</summary>
public class KeptAlikeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_store_is_asked_to_write()
    {
        using var store = await TemporaryStore.CreateAsync();

        await new OperationsStore(store.Contexts).RunAsync(db => db.WriteAsync(default));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            new OperationsStore(store.ReadOnlyContexts).RunAsync(db => db.WriteAsync(default))
        );
        Assert.Equal("The database cannot be written: it is read-only.", refusal.Message);
    }

    [Fact]
    public async Task Times_come_back_in_utc_and_sort_as_times()
    {
        using var store = await TemporaryStore.CreateAsync();
        await using var db = store.Contexts.CreateDbContext();
        DateTimeOffset[] times = [Noon.AddTicks(1), Noon.ToOffset(TimeSpan.FromHours(9)), Noon.AddDays(-1)];
        foreach (var time in times)
        {
            db.AddSeenOffer(Guid.NewGuid().ToString(), A.Arn(), time);
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        Assert.Equal(
            [Noon.AddDays(-1), Noon, Noon.AddTicks(1)],
            await db.Set<OfferUseRow>().OrderBy(use => use.SeenAt).Select(use => use.SeenAt).ToListAsync()
        );
    }

    [Fact]
    public async Task Texts_sort_by_their_characters_and_are_never_equal_but_to_themselves()
    {
        using var store = await TemporaryStore.CreateAsync();
        await using var db = store.Contexts.CreateDbContext();
        string[] texts = ["a", "B", "b", "ä", "A", "a b", "a\u0301", "á", "_", "€", "😀"];
        foreach (var text in texts)
        {
            db.AddSeenOffer(text, A.Arn(), Noon);
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        Assert.Equal(
            ["A", "B", "_", "a", "a b", "a\u0301", "b", "á", "ä", "€", "😀"],
            await db.Set<OfferUseRow>().OrderBy(use => use.Hash).Select(use => use.Hash).ToListAsync()
        );
        Assert.Equal(["a"], await db.Set<OfferUseRow>().Where(use => use.Hash == "a").Select(use => use.Hash).ToListAsync());
    }

    [Fact]
    public async Task What_no_database_can_hold_is_replaced_on_its_way_in_and_found_again()
    {
        using var store = await TemporaryStore.CreateAsync();
        const string Odd = "a\0b\ud83d c\udc00 d\ufffe";
        var kept = new OperationsStore(store.Contexts);
        await kept.RunAsync(db =>
        {
            db.AddSeenOffer(Odd, A.Arn(), Noon);
            return db.SaveChangesAsync();
        });

        await kept.RunAsync(async db =>
        {
            Assert.Equal(
                Odd.Replace('\0', '\ufffd').Replace('\ud83d', '\ufffd').Replace('\udc00', '\ufffd'),
                (await db.OfferUseAsync(Odd))!.Hash
            );
            string[] several = ["other", Odd];
            Assert.Single(await db.Set<OfferUseRow>().Where(use => several.Contains(use.Hash)).ToListAsync());
        });
    }

    [Fact]
    public async Task Text_has_no_limit_but_our_own()
    {
        using var store = await TemporaryStore.CreateAsync();
        var reason = new string('r', OperationsDb.LongestText * 3);
        var work = new OperationsStore(store.Contexts);

        await AddAttemptAsync(work, attempt => attempt with { Reason = reason });

        Assert.Equal(reason, await work.RunAsync(db => db.Set<RescueAttempt>().Select(attempt => attempt.Reason).SingleAsync()));
    }

    [Fact]
    public async Task Two_open_rescues_of_one_window_are_refused_by_the_database_itself()
    {
        using var store = await TemporaryStore.CreateAsync();
        var work = new OperationsStore(store.Contexts);

        await AddAttemptAsync(work, attempt => attempt with { EndedAt = Noon });
        await AddAttemptAsync(work, attempt => attempt with { EndedAt = Noon });
        await AddAttemptAsync(work, attempt => attempt);

        await Assert.ThrowsAsync<UniqueKeyTakenException>(() => AddAttemptAsync(work, attempt => attempt));
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_a_unique_key()
    {
        using var store = await TemporaryStore.CreateAsync();
        var work = new OperationsStore(store.Contexts);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(async () => await Record.ExceptionAsync(() => AddAttemptAsync(work, attempt => attempt))))
        );

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), outcome => Assert.IsType<UniqueKeyTakenException>(outcome));
    }

    [Fact]
    public async Task Twenty_who_append_at_once_keep_one_chain()
    {
        using var store = await TemporaryStore.CreateAsync();
        var work = new OperationsStore(store.Contexts);
        var log = new AuditLog(work, NullLogger<AuditLog>.Instance);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (var number = 0; number < 5; number++)
                        {
                            await log.AppendAsync(
                                AuditEntries.Terminate(Noon, new Person($"Writer {writer}"), A.Arn(), $"because {number}")
                            );
                        }
                    })
                )
        );

        var verifier = new AuditVerifier(work, new AuditKeys(new KeyTable(work), new EphemeralDataProtectionProvider()));
        Assert.Equal(100, Assert.IsType<AuditVerdict.Whole>(await verifier.VerifyAsync(null, default)).Tally.Entries);
    }

    private static Task AddAttemptAsync(OperationsStore work, Func<RescueAttempt, RescueAttempt> with) =>
        work.RunAsync(db =>
        {
            var attempt = with(
                new RescueAttempt
                {
                    Id = Guid.NewGuid(),
                    Session = A.Arn(),
                    WindowEpoch = 7,
                    ClientToken = "t",
                    Operator = "Mara",
                    Number = 1,
                    State = RescueState.Requested,
                    RequestedAt = DateTimeOffset.UnixEpoch,
                    Deadline = DateTimeOffset.UnixEpoch,
                }
            );
            db.Set<RescueAttempt>().Add(attempt).Property<string>(RescueConfiguration.OfferHash).CurrentValue = "h";
            return db.SaveChangesAsync();
        });
}
