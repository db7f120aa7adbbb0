using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Audit;

/// <summary>What <c>audit verify</c> says.</summary>
internal static class VerdictWords
{
    public static string Of(AuditVerdict verdict) =>
        string.Join(
            Environment.NewLine,
            verdict switch
            {
                AuditVerdict.Whole whole => OfWhole(whole.Tally),
                AuditVerdict.Broken broken => OfBroken(broken.Fault, broken.Before),
                AuditVerdict.Unknown { Doubt: AuditDoubt.StubKeyMissing } =>
                [
                    "It cannot be told: the key that signed a stub of cut entries is not here. Restore the folder \"keys\" beside the database.",
                ],
                _ => ["It cannot be told: the expected entry was cut by retention. Expect a newer one."],
            }
        );

    private static IEnumerable<string> OfWhole(AuditTally tally)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"The audit is whole. Entries: {tally.Entries}.");
        if (tally.Unchained > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"From before there was a chain: {tally.Unchained}. What was changed in those before it began cannot be told."
            );
        }

        if (tally.Cut > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Entries 1 to {tally.Cut}, up to {When(tally.CutThrough)}, were cut by retention; a signed stub stands for them."
            );
        }

        yield return $"Newest entry: {tally.End}";
        yield return "Note that line elsewhere: only --expect with it finds later that the newest entries were cut off, or all written anew.";
    }

    private static IEnumerable<string> OfBroken(AuditFault fault, AuditTally before)
    {
        yield return "The audit was changed. The first that is wrong:";
        var at = fault.At is { } time ? $", of {When(time)}" : "";
        var number = fault.Sequence.ToString(CultureInfo.InvariantCulture);
        yield return fault.Kind switch
        {
            AuditFaultKind.Missing => $"Entry {number} is missing.",
            AuditFaultKind.Unlinked => $"Entry {number}{at} has no hash: it was put in, or its hash was taken away.",
            AuditFaultKind.StubForged => $"The stub for the entries up to {number} is not the one that was signed.",
            AuditFaultKind.NotAsExpected => $"Entry {number}{at} is not the expected one: it, or one before it, was written anew.",
            _ when before.Unchained > 0 && before.Unchained + before.Cut + 1 == fault.Sequence =>
                $"Entry {number}{at}, or one of those from before the chain, which it is the first of, is not what was written.",
            _ => $"Entry {number}{at} is not what was written, or not in the place where it was.",
        };
        yield return string.Create(CultureInfo.InvariantCulture, $"Whole entries before it: {before.Entries}.");
    }

    private static string When(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
