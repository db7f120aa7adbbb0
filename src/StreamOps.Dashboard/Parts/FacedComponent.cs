namespace StreamOps.Dashboard.Parts;

/// <summary>
/// A component that what comes from above draws again only where it shows something else than it did. What it does by itself, when it is pressed say, is always
/// drawn.
/// </summary>
/// <remarks>
/// What it is told is compared with what it was told before, and not with what a browser has acknowledged: whoever is told two things before the first is on the
/// screen shows the second.
/// </remarks>
public abstract class FacedComponent : ComponentBase
{
    private bool _isPassedOver;

    public override Task SetParametersAsync(ParameterView parameters)
    {
        try
        {
            return base.SetParametersAsync(parameters);
        }
        finally
        {
            // Passed over is what came from above alone: several pictures may come before one drawing.
            _isPassedOver = false;
        }
    }

    /// <summary>Takes what changed in it, as from above, though nothing around it is drawn; on the renderer alone.</summary>
    /// <param name="parameters">What is left out stays as it was.</param>
    public void Take(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (ShowsOther())
        {
            StateHasChanged();
        }
    }

    /// <summary>Whether it shows something else than when it was asked last: with <see cref="Changes"/>.</summary>
    protected abstract bool ShowsOther();

    /// <summary>Keeps a face in place of the one before.</summary>
    /// <param name="face">All that was shown.</param>
    /// <param name="now">All that is shown now.</param>
    /// <returns>Whether it is another one.</returns>
    protected static bool Changes<TFace>(ref TFace face, TFace now)
        where TFace : struct, IEquatable<TFace>
    {
        var isOther = !face.Equals(now);
        face = now;
        return isOther;
    }

    protected override void OnParametersSet() => _isPassedOver = !ShowsOther();

    protected override bool ShouldRender() => !_isPassedOver;
}
