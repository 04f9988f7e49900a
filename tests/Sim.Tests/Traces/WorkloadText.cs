using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Sim.Traces;

namespace Sim.Tests.Traces;

/// <summary>Everything in a workload as text, to compare two.</summary>
internal static class WorkloadText
{
    public static string Of(Workload workload, bool byName = false)
    {
        StringBuilder text = new();
        int[] vms = [.. Enumerable.Range(0, workload.VmCount)];
        foreach (int vm in byName ? [.. vms.OrderBy(workload.Name, StringComparer.Ordinal)] : vms)
        {
            text.Append(CultureInfo.InvariantCulture, $"{workload.Name(vm)} {workload.Size(vm)} {workload.Lifetime(vm)} {workload.Category(vm)}\n");
            string times = string.Join(' ', Enumerable.Range(0, workload.Count(vm)).Select(i => workload.SampleTime(vm, i).Nanoseconds));
            text.Append(CultureInfo.InvariantCulture, $"  {times}\n");
            foreach (Counter counter in workload.Counters)
            {
                string values = string.Join(' ', workload.Samples(counter, vm).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
                text.Append(CultureInfo.InvariantCulture, $"  {counter.Name()} {values}\n");
            }
        }

        return text.ToString();
    }
}
