using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>Writes the numbers of a chart with five significant digits, NaN as null: a screen shows no more, and a page stays small.</summary>
internal class ShortNumbers : JsonConverter<double[]>
{
    // Times are whole seconds and must stay so beyond a day.
    private const double WholeLimit = 1e15;

    /// <summary>How a number that is not whole is written.</summary>
    protected virtual string Format => "G5";

    /// <summary>Not supported: charts are written, never read.</summary>
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("charts are written, never read");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        Span<byte> text = stackalloc byte[32];
        foreach (double number in value)
        {
            if (double.IsNaN(number))
            {
                writer.WriteNullValue();
            }
            else if (double.IsInteger(number) && Math.Abs(number) < WholeLimit)
            {
                writer.WriteNumberValue((long)number);
            }
            else
            {
                number.TryFormat(text, out int length, Format, CultureInfo.InvariantCulture);
                writer.WriteRawValue(text[..length], skipInputValidation: true);
            }
        }

        writer.WriteEndArray();
    }
}
