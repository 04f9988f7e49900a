using System;
using System.Collections.Generic;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Writers;

/// <summary>Writes CPU use as PlanetLab files. Values are rounded to whole percentages and cut off at 100.</summary>
/// <remarks>The format knows no times and no absence: each VM must be there at each step of the span.</remarks>
[Plugin("planetlab", "a folder of one file per VM, one whole CPU percentage a line",
    Source = "CloudSim workload/planetlab")]
public sealed class PlanetLabWriter : ITraceWriter
{
    private const double Most = 100;

    /// <inheritdoc/>
    public bool WritesOneFile => false;

    /// <inheritdoc/>
    public void Write(Workload workload, ITraceOutput output)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(output);
        Duration interval = workload.Interval > Duration.Zero ? workload.Interval : Duration.FromMinutes(5);
        double[] values = new double[workload.Span / interval];
        List<InputError> faults = [];
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            workload.ReadGrid(Counter.Cpu, vm, SimTime.Zero, interval, 0, values);
            if (Array.Exists(values, double.IsNaN))
            {
                faults.Add(new InputError(workload.Name(vm), 0, 0, "found steps at which the VM is absent; expected one sample a step, which is all that planetlab can hold"));
            }
            else if (faults.Count == 0)
            {
                output.Add(workload.Name(vm), stream => WriteVm(stream, values));
            }
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }

    private static void WriteVm(System.IO.Stream stream, double[] values)
    {
        using Utf8Output text = new(stream);
        foreach (double value in values)
        {
            text.Whole((long)Math.Round(Math.Min(value, Most))).Raw("\n"u8);
        }
    }
}
