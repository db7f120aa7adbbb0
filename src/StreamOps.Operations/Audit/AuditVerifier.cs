using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>Walks along the whole chain and finds the first entry that is not the one that was written.</summary>
public sealed class AuditVerifier(OperationsStore store, AuditKeys keys)
{
    /// <summary>Reads every entry, as they stand at one moment.</summary>
    /// <param name="expected">An entry that was noted elsewhere: it must still be there. Null where none was.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public Task<AuditVerdict> VerifyAsync(AuditMark? expected, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            await using var moment = await db.BeginReadAsync(cancellationToken);
            return await VerifyAsync(db, expected, cancellationToken);
        });

    private async Task<AuditVerdict> VerifyAsync(OperationsDb db, AuditMark? expected, CancellationToken cancellationToken)
    {
        var stubs = await db.Set<AuditStub>().AsNoTracking().OrderBy(stub => stub.Sequence).ToListAsync(cancellationToken);
        var start = await StartAsync(stubs);
        var chain = AuditChain.After(start.Stub);
        if (start.Doubt is { } unknown)
        {
            return new AuditVerdict.Unknown(unknown);
        }

        var cut = start.Stub?.Sequence ?? 0;
        if (start.Fault is { } forged)
        {
            return new AuditVerdict.Broken(forged, Tally());
        }

        if (expected?.Sequence <= cut)
        {
            var then = AuditChain.After(stubs.Find(stub => stub.Sequence == expected.Sequence)).End;
            if (then.Sequence != expected.Sequence)
            {
                return new AuditVerdict.Unknown(AuditDoubt.ExpectedIsCut);
            }

            if (then != expected)
            {
                return new AuditVerdict.Broken(new AuditFault(AuditFaultKind.NotAsExpected, expected.Sequence), Tally());
            }
        }

        await foreach (var row in db.AuditRows().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (chain.Take(row) is { } wrong)
            {
                var isThere = wrong != AuditFaultKind.Missing;
                var fault = new AuditFault(wrong, isThere ? row.Id : chain.Sequence + 1, isThere ? row.Time : null);
                return new AuditVerdict.Broken(fault, Tally());
            }

            if (row.Id == expected?.Sequence && chain.End != expected)
            {
                return new AuditVerdict.Broken(new AuditFault(AuditFaultKind.NotAsExpected, row.Id, row.Time), Tally());
            }
        }

        return expected?.Sequence > chain.Sequence
            ? new AuditVerdict.Broken(new AuditFault(AuditFaultKind.Missing, chain.Sequence + 1), Tally())
            : new AuditVerdict.Whole(Tally());

        AuditTally Tally() =>
            new(
                chain.Sequence - cut,
                chain.Unchained,
                cut,
                start.Stub is { } stub ? new AuditRow { At = stub.LastAt }.Time : null,
                chain.End
            );
    }

    /// <summary>The stub that the entries go on from, once each stub is known for ours and follows the one before.</summary>
    private async Task<(AuditStub? Stub, AuditFault? Fault, AuditDoubt? Doubt)> StartAsync(IReadOnlyList<AuditStub> stubs)
    {
        AuditStub? before = null;
        var key = stubs.Count > 0 ? await keys.KeptAsync() : null;
        foreach (var stub in stubs)
        {
            if (key is null || !string.Equals(stub.KeyId, key.Id, StringComparison.Ordinal))
            {
                return (before, null, AuditDoubt.StubKeyMissing);
            }

            if (!stub.IsSignedBy(key) || stub.Sequence - stub.Count != (before?.Sequence ?? 0))
            {
                return (before, new AuditFault(AuditFaultKind.StubForged, stub.Sequence), null);
            }

            before = stub;
        }

        return (before, null, null);
    }
}
