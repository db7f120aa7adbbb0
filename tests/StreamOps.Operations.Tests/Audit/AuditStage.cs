using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

/// <summary>An audit in a database of its own, with a hand that may do anything in it.</summary>
internal sealed partial class AuditStage : IDisposable
{
    private AuditStage(TemporaryStore file)
    {
        File = file;
        Store = new OperationsStore(file.Contexts);
        Log = new AuditLog(Store, NullLogger<AuditLog>.Instance);
        Verifier = VerifierWith(Protection);
    }

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 14, 2, 11, 402, TimeSpan.Zero);

    public TemporaryStore File { get; }

    public OperationsStore Store { get; }

    public AuditLog Log { get; }

    public AuditVerifier Verifier { get; }

    public FakeTimeProvider Time { get; } = new(Start);

    public IDataProtectionProvider Protection { get; } = new EphemeralDataProtectionProvider();

    public static async Task<AuditStage> WithEntriesAsync(int count)
    {
        var stage = new AuditStage(await TemporaryStore.CreateAsync());
        for (var number = 1; number <= count; number++)
        {
            await stage.Log.AppendAsync(Entry(number, Start.AddMinutes(number)));
        }

        return stage;
    }

    /// <summary>With entries as a StreamOps before there was a chain wrote them.</summary>
    public static async Task<AuditStage> WithOldEntriesAsync(int count)
    {
        var stage = await WithEntriesAsync(count);
        await stage.SqlAsync("UPDATE Audit SET Hash = NULL");
        return stage;
    }

    /// <summary>An entry that differs from every other one in most of what it says.</summary>
    public static AuditEntry Entry(int number, DateTimeOffset at) =>
        new()
        {
            At = at,
            Operator = $"Mara {number}",
            Subject = number % 2 == 0 ? null : $"subject-{number}",
            Role = number % 3 == 0 ? "" : "operator",
            Action = AuditActions.Rescue,
            Step = AuditSteps.Intent,
            Session = number % 7 == 0 ? null : A.Arn($"s{number}"),
            Reason = number % 4 == 0 ? "" : $"because {number}",
            RequestId = $"r-{number}",
            ClientToken = number % 2 == 0 ? $"t-{number}" : null,
            Address = "192.0.2.7",
            AttemptId = number % 3 == 0 ? null : new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]),
        };

    public Task<AuditVerdict> VerifyAsync(AuditMark? expected = null) => Verifier.VerifyAsync(expected, CancellationToken.None);

    public AuditVerifier VerifierWith(IDataProtectionProvider protection) => new(Store, new AuditKeys(new KeyTable(Store), protection));

    public AuditRetention Retention(int days) => Retention(days, Protection, new CapturingLog());

    /// <summary>With a key ring and a log of its own.</summary>
    public AuditRetention Retention(int days, IDataProtectionProvider protection, CapturingLog log) =>
        new(
            Store,
            new AuditKeys(new KeyTable(Store), protection),
            Options.Create(new OperationsOptions { AuditRetentionDays = days }),
            Time,
            log.CreateLogger<AuditRetention>()
        );

    /// <summary>With so many entries of one day, written at once.</summary>
    public static async Task<AuditStage> FilledAsync(int count)
    {
        var stage = await WithEntriesAsync(0);
        var chain = AuditChain.After(null);
        foreach (var numbers in Enumerable.Range(1, count).Chunk(1_000))
        {
            await using var db = stage.File.Contexts.CreateDbContext();
            foreach (var number in numbers)
            {
                var entry = Entry(number, Start.AddMilliseconds(number));
                var row = AuditRow.Of(entry, AuditChain.NextTo(chain, out var link));
                row = row with { Hash = row.HashAfter(link) };
                Assert.Null(chain.Take(row));
                var added = db.Set<AuditEntry>().Add(entry);
                added.Property<long>(AuditConfiguration.Id).CurrentValue = row.Id;
                added.Property<byte[]?>(AuditConfiguration.Hash).CurrentValue = row.Hash;
            }

            await db.SaveChangesAsync();
        }

        return stage;
    }

    /// <summary>How many keys of ours are kept.</summary>
    public async Task<int> KeysAsync()
    {
        await using var db = File.Contexts.CreateDbContext();
        return await db.Set<KeyRow>().CountAsync();
    }

    /// <summary>The stubs, the oldest first.</summary>
    public async Task<List<AuditStub>> StubsAsync()
    {
        await using var db = File.Contexts.CreateDbContext();
        return await db.Set<AuditStub>().AsNoTracking().OrderBy(stub => stub.Sequence).ToListAsync();
    }

    public async Task<AuditMark> EndAsync() => Assert.IsType<AuditVerdict.Whole>(await VerifyAsync()).Tally.End;

    /// <summary>Does something by hand. The names in it begin with a capital and go on in small letters, and nothing else does.</summary>
    public async Task SqlAsync(string sql, params object[] values)
    {
        // Without the marks PostgreSQL takes a name in small letters.
        sql = Name().Replace(sql, "\"$0\"");
        if (File.Postgres is not null)
        {
            sql = sql.Replace("randomblob(32)", "decode(repeat('a5', 32), 'hex')")
                .Replace("x''", "''")
                .Replace("Begun\" = 0", "Begun\" = FALSE");
        }
        await using var db = File.Contexts.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, values);
    }

    public async Task<List<AuditRow>> RowsAsync()
    {
        await using var db = File.Contexts.CreateDbContext();
        return await db.AuditRows().OrderBy(row => row.Id).ToListAsync();
    }

    public void Dispose() => File.Dispose();

    [GeneratedRegex(@"\b[A-Z][a-z]\w*\b(?=(?:[^']*'[^']*')*[^']*$)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
