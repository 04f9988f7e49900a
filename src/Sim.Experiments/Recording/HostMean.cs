using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>A host's means over some steps.</summary>
/// <param name="On">Steps in which it is on.</param>
/// <param name="Vms">VMs there.</param>
/// <param name="DemandMhz">CPU wanted.</param>
/// <param name="GrantedMhz">CPU got.</param>
/// <param name="UtilisationPct">CPU got over its capacity while on.</param>
/// <param name="ReadyPct">Ready time per vCPU.</param>
/// <param name="PowerWatts">Power, off counting as none.</param>
internal readonly record struct HostMean(
    int On, double Vms, double DemandMhz, double GrantedMhz, double UtilisationPct, double ReadyPct, double PowerWatts)
{
    /// <summary>The means from one step up to another.</summary>
    public static HostMean Of(HostSpec host, HostSeries series, int from, int to)
    {
        (int on, long vms) = (0, 0);
        (double demand, double granted, double ready, double vcpus, double watts) = (0, 0, 0, 0, 0);
        for (int step = from; step < to; step++)
        {
            bool isOn = !double.IsNaN(series.PowerWatts[step]);
            on += isOn ? 1 : 0;
            watts += isOn ? series.PowerWatts[step] : 0;
            vms += series.Vms[step];
            vcpus += series.Vcpus[step];
            demand += series.DemandMhz[step];
            granted += series.GrantedMhz[step];
            ready += series.ReadyPcpus[step];
        }

        double steps = to - from;
        return new HostMean(
            on,
            vms / steps,
            demand / steps,
            granted / steps,
            on == 0 ? 0 : granted / on / host.CapacityMhz * 100,
            vcpus > 0 ? ready / vcpus * 100 : 0,
            watts / steps);
    }
}
