using QRCoder;

namespace StreamOps.Dashboard.Rescue;

/// <summary>A link as a QR code: the data of one SVG path, a unit square for each dark module. As secret as the link.</summary>
/// <param name="Size">Edge in modules, quiet zone included.</param>
/// <param name="Path">The <c>d</c> of the path.</param>
public sealed record LinkPicture(int Size, string Path)
{
    /// <summary>Draws an address, readable with 15 percent of it covered.</summary>
    public static LinkPicture Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            AppendRow(path, y, data.ModuleMatrix[y]);
        }

        return new LinkPicture(data.ModuleMatrix.Count, path.ToString());
    }

    /// <summary>Never the link.</summary>
    public override string ToString() => "***";

    /// <summary>Dark modules side by side are one bar: no seams, and a tenth of the text.</summary>
    private static void AppendRow(StringBuilder path, int y, System.Collections.BitArray row)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
    }
}
