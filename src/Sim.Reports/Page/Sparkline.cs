using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Sim.Reports.Page;

/// <summary>A line of a few pixels' height that fits into a table cell.</summary>
internal static class Sparkline
{
    private const int Width = 120;
    private const int Height = 24;
    private const int MaxPoints = Width;

    /// <summary>Draws values from 0 up to <paramref name="top"/>, or up to their own largest where that is more.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="values">Values at equal distances; NaN leaves a gap.</param>
    /// <param name="top">What a full height means at least.</param>
    /// <param name="label">The same in words.</param>
    public static void Draw(Html html, double[] values, double top, string label)
    {
        double max = Math.Max(top, values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Max());
        html.Add($"<svg class=\"spark\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\">");
        html.Add($"<path d=\"{Path(values, max)}\"/></svg>");
    }

    private static string Path(double[] values, double max)
    {
        StringBuilder path = new();
        int points = Math.Min(MaxPoints, values.Length);
        bool down = false;
        for (int i = 0; i < points; i++)
        {
            double value = Largest(values, i, points);
            if (!double.IsNaN(value))
            {
                double x = points == 1 ? 0 : (double)i / (points - 1) * Width;
                double y = Height - 1 - (value / max * (Height - 2));
                path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{x:0.#} {y:0.#}");
            }

            down = !double.IsNaN(value);
        }

        return path.ToString();
    }

    private static double Largest(double[] values, int point, int points)
    {
        int from = (int)((long)point * values.Length / points);
        int to = (int)((long)(point + 1) * values.Length / points);
        return values[from..to].Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Max();
    }
}
