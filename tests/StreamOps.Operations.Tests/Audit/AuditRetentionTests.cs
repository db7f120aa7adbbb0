using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Audit;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

public class AuditRetentionTests
{
    [Fact]
    public async Task Whole_days_are_cut_and_the_rest_still_verifies()
    {
        // Entry 1 on 4 May, 2 and 3 on 5 May, 4 on 6 May.
        using var stage = await StageOfDaysAsync(0, 1, 1, 2);
        var (second, end) = ((await stage.RowsAsync())[1], await stage.EndAsync());
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(12));

        Assert.Equal(3, await stage.Retention(days: 10).CutAsync(default));

        var tally = Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(end)).Tally;
        Assert.Equal((1, 3, AuditStage.Start.AddDays(1)), (tally.Entries, tally.Cut, tally.CutThrough));
        Assert.Equal(end, tally.End);
        var gone = new AuditMark(2, Convert.ToHexStringLower(second.Hash!));
        Assert.Equal(new AuditVerdict.Unknown(AuditDoubt.ExpectedIsCut), await stage.VerifyAsync(gone));
    }

    [Fact]
    public async Task A_day_that_is_not_over_by_its_retention_stays_whole()
    {
        using var stage = await StageOfDaysAsync(0);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(10));

        Assert.Equal(0, await stage.Retention(days: 10).CutAsync(default));
    }

    [Fact]
    public async Task The_chain_goes_on_after_every_entry_was_cut_and_is_cut_again()
    {
        using var stage = await StageOfDaysAsync(0, 0);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(2));
        Assert.Equal(2, await stage.Retention(days: 1).CutAsync(default));
        var noted = await stage.EndAsync();

        await stage.Log.AppendAsync(AuditStage.Entry(3, AuditStage.Start.AddDays(2)));
        Assert.Equal(3, (await stage.EndAsync()).Sequence);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(4));
        Assert.Equal(1, await stage.Retention(days: 1).CutAsync(default));

        var tally = Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(noted)).Tally;
        Assert.Equal((0, 3), (tally.Entries, tally.Cut));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Entries_from_before_the_chain_are_cut_as_well(int cut)
    {
        using var stage = await StageOfDaysAsync(0, 0, cut == 2 ? 5 : 0);
        await stage.SqlAsync("UPDATE Audit SET Hash = NULL");
        await stage.Log.AppendAsync(AuditStage.Entry(4, AuditStage.Start.AddDays(5)));
        var end = await stage.EndAsync();
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(5));

        Assert.Equal(cut, await stage.Retention(days: 1).CutAsync(default));
        await stage.Log.AppendAsync(AuditStage.Entry(5, AuditStage.Start.AddDays(5)));

        Assert.Equal(3 - cut, Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync(end)).Tally.Unchained);
        await stage.SqlAsync("UPDATE Audit SET Hash = NULL WHERE Id = 4");
        Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync());
    }

    [Fact]
    public async Task What_is_not_whole_is_not_cut()
    {
        using var stage = await StageOfDaysAsync(0, 0, 0);
        await stage.SqlAsync("UPDATE Audit SET Reason = 'nothing happened' WHERE Id = 2");
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(9));

        Assert.Equal(0, await stage.Retention(days: 1).CutAsync(default));

        Assert.Equal(3, (await stage.RowsAsync()).Count);
    }

    [Theory]
    [InlineData("Sequence = 1, Count = 1")]
    [InlineData("Count = 1")]
    [InlineData("FirstAt = FirstAt + 1")]
    [InlineData("LastAt = LastAt + 1")]
    [InlineData("CutAt = CutAt + 1")]
    [InlineData("LastHash = randomblob(32)")]
    [InlineData("LastHash = x''")]
    [InlineData("HasChainBegun = 0")]
    [InlineData("Signature = x''")]
    public async Task A_stub_that_was_changed_is_found(string change)
    {
        using var stage = await CutStageAsync();

        await stage.SqlAsync($"UPDATE AuditStubs SET {change}");

        Assert.Equal(AuditFaultKind.StubForged, Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync()).Fault.Kind);
    }

    [Fact]
    public async Task Entries_that_were_cut_without_a_stub_are_missing()
    {
        using var stage = await CutStageAsync();

        await stage.SqlAsync("DELETE FROM AuditStubs");

        var fault = Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync()).Fault;
        Assert.Equal(new AuditFault(AuditFaultKind.Missing, 1), fault);
    }

    [Fact]
    public async Task Without_the_key_that_signed_it_nothing_can_be_said_of_a_stub()
    {
        using var stage = await CutStageAsync();
        var others = stage.VerifierWith(new EphemeralDataProtectionProvider());

        Assert.Equal(new AuditVerdict.Unknown(AuditDoubt.StubKeyMissing), await others.VerifyAsync(null, default));
    }

    [Fact]
    public async Task A_key_is_made_once_there_is_something_to_sign()
    {
        using var stage = await StageOfDaysAsync(0);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(10));

        Assert.Equal(0, await stage.Retention(days: 10).CutAsync(default));
        Assert.Equal(0, await stage.KeysAsync());

        Assert.Equal(1, await stage.Retention(days: 9).CutAsync(default));
        Assert.Equal(1, await stage.KeysAsync());
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_is_not_replaced_and_nothing_is_cut_until_it_can()
    {
        using var stage = await StageOfDaysAsync(0, 0, 5, 9);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(5));
        Assert.Equal(2, await stage.Retention(days: 1).CutAsync(default));
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(9));
        using var log = new CapturingLog();

        // A start with another folder of keys.
        Assert.Equal(0, await stage.Retention(days: 1, new EphemeralDataProtectionProvider(), log).CutAsync(default));

        Assert.Contains(log.Lines, line => line.Contains("cannot be opened", StringComparison.Ordinal));
        Assert.Equal(2, (await stage.RowsAsync()).Count);
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
        Assert.Equal(1, await stage.Retention(days: 1).CutAsync(default));
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
    }

    [Fact]
    public async Task Much_is_cut_in_steps_while_acts_have_their_turns_and_it_verifies_at_every_moment()
    {
        using var stage = await AuditStage.FilledAsync(20_000);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(9));
        var longest = TimeSpan.Zero;
        var acts = 0;

        var cutting = Task.Run(() => stage.Retention(days: 1).CutAsync(default));
        while (!cutting.IsCompleted)
        {
            var began = TimeProvider.System.GetTimestamp();
            await stage.Log.AppendAsync(AuditStage.Entry(++acts, AuditStage.Start.AddDays(9)));
            var took = TimeProvider.System.GetElapsedTime(began);
            longest = took > longest ? took : longest;
            Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
        }

        Assert.Equal(20_000, await cutting);
        var stubs = await stage.StubsAsync();
        Assert.All(stubs, stub => Assert.InRange(stub.Count, 1, 2_000));
        Assert.Equal(20_000, stubs.Sum(stub => stub.Count));
        Assert.True(longest < TimeSpan.FromSeconds(1), $"An act waited {longest.TotalMilliseconds:0} ms.");
        var tally = Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync()).Tally;
        Assert.Equal((acts, 20_000L), (tally.Entries, tally.Cut));
    }

    [Fact]
    public async Task Of_what_is_not_whole_nothing_is_cut_however_far_from_the_old_end()
    {
        using var stage = await AuditStage.FilledAsync(4_500);
        await stage.SqlAsync("UPDATE Audit SET Reason = 'nothing happened' WHERE Id = 4400");
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(9));

        Assert.Equal(0, await stage.Retention(days: 1).CutAsync(default));

        Assert.Equal(4_500, (await stage.RowsAsync()).Count);
        Assert.Empty(await stage.StubsAsync());
    }

    [Fact]
    public async Task A_defect_ends_neither_it_nor_the_process()
    {
        using var stage = await StageOfDaysAsync(0);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(9));
        using var log = new CapturingLog();
        var retention = stage.Retention(days: 1, new BrokenProtection(), log);

        await retention.StartAsync(CancellationToken.None);
        await Eventually.BeTrueAsync(
            "the log says that it broke off",
            TimeSpan.FromSeconds(5),
            () => log.Lines.Any(line => line.Contains("broke off", StringComparison.Ordinal))
        );

        Assert.False(retention.ExecuteTask!.IsFaulted);
        await retention.StopAsync(CancellationToken.None);
    }

    private sealed class BrokenProtection : IDataProtectionProvider, IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => throw new NotSupportedException();

        public byte[] Unprotect(byte[] protectedData) => throw new NotSupportedException();
    }

    /// <summary>Two entries were cut, one stands.</summary>
    private static async Task<AuditStage> CutStageAsync()
    {
        var stage = await StageOfDaysAsync(0, 0, 5);
        stage.Time.SetUtcNow(AuditStage.Start.AddDays(5));
        Assert.Equal(2, await stage.Retention(days: 1).CutAsync(default));
        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
        return stage;
    }

    private static async Task<AuditStage> StageOfDaysAsync(params int[] days)
    {
        var stage = await AuditStage.WithEntriesAsync(0);
        foreach (var (number, day) in days.Index())
        {
            await stage.Log.AppendAsync(AuditStage.Entry(number + 1, AuditStage.Start.AddDays(day)));
        }

        return stage;
    }
}
