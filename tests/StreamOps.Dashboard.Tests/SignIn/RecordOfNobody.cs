using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A record of sign-ins that is written nowhere: who waits until it is written waits for nothing.</summary>
internal sealed class RecordOfNobody : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;

    public RecordOfNobody() => _reading = ReadAsync(_end.Token);

    public SignInRecord Record { get; } = new(new EphemeralDataProtectionProvider(), Options.Create(new SignInOptions()));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var note in Record.Notes.ReadAllAsync(cancellationToken))
            {
                note.Written?.SetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more.
        }
    }
}
