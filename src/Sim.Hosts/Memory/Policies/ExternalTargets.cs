using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Policies;

/// <summary>Xen's and KVM's balloons: an administrator or a tool sets each VM's target; the host has no policy of its own.</summary>
/// <remarks>models.md B5: xl mem-set, virsh setmem. A target is kept between the VM's minimum and the smaller of its size and its limit.</remarks>
[Plugin("external-targets", "Xen and KVM: targets set from outside, fixed or by a schedule.", Source = "Xen, xl mem-set; libvirt, virsh setmem; models.md B5")]
public sealed class ExternalTargets(ExternalTargetsOptions options) : IMemoryPolicy
{
    private readonly ExternalTarget[] _entries = [.. options.Targets.OrderBy(target => target.At)]; // a stable sort
    private MemoryHost _host = null!;
    private int _next; // the first entry whose time is still to come
    private double[] _given = []; // by VM

    /// <inheritdoc/>
    public double NextChange => _next < _entries.Length ? _entries[_next].At.Seconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _next = 0;
        _given = [.. host.Vms.Select(vm => Kept(vm, options.Part * vm.Size))];
        Read();
    }

    /// <inheritdoc/>
    public void Balance(Span<double> targets, double seconds)
    {
        Read();
        _given.CopyTo(targets);
    }

    private static double Kept(MemoryClaim vm, double pages)
    {
        double most = Math.Min(vm.Size, vm.Limit);
        return Math.Clamp(pages, Math.Min(vm.Minimum, most), most);
    }

    private static bool Names(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : string.Equals(pattern, name, StringComparison.Ordinal);

    private void Read()
    {
        IReadOnlyList<MemoryClaim> vms = _host.Vms;
        for (; _next < _entries.Length && _entries[_next].At.Seconds <= _host.Now; _next++)
        {
            ExternalTarget entry = _entries[_next];
            for (int vm = 0; vm < vms.Count; vm++)
            {
                if (Names(entry.Vm, vms[vm].Name))
                {
                    _given[vm] = Kept(vms[vm], entry.Memory.Count / (double)PageSizes.Small);
                }
            }
        }
    }
}
