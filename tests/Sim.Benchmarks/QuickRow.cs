using System.Globalization;

namespace Sim.Benchmarks;

/// <summary>One measurement.</summary>
/// <param name="Benchmark">What was measured.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Reference">What it is compared with; empty where there is nothing installed to compare with.</param>
/// <param name="ReferenceValue">The reference's value in the same unit, measured in the same run; NaN for none.</param>
/// <param name="Checksum">What was computed, so that nobody gains speed by computing something else.</param>
internal sealed record QuickRow(string Benchmark, double Value, string Unit, string Reference, double ReferenceValue, string Checksum)
{
    public const string Header = "benchmark,value,unit,reference,reference_value,ratio,checksum";

    public override string ToString()
    {
        string reference = double.IsNaN(ReferenceValue) ? "" : ReferenceValue.ToString("G6", CultureInfo.InvariantCulture);
        string ratio = double.IsNaN(ReferenceValue) ? "" : (Value / ReferenceValue).ToString("G4", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{Benchmark},{Value:G6},{Unit},{Reference},{reference},{ratio},{Checksum}");
    }
}
