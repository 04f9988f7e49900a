using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Sim.Kernel.Processes;

/// <summary>Describes the processes that have not ended, in the order of their start.</summary>
internal static class LiveList
{
    public static List<LiveProcess> Of(ProcessRuntime runtime)
    {
        List<LiveProcess> live = [];
        for (int slot = runtime.Living.First; slot >= 0; slot = runtime.Living.After(slot))
        {
            live.Add(Describe(runtime, runtime.Living.BoxOf(slot)));
        }

        return live;
    }

    private static LiveProcess Describe(ProcessRuntime runtime, ProcessBox box)
    {
        StringBuilder text = new();
        ProcessBox innermost = box;
        while (innermost.Part is { } part)
        {
            innermost = part;
            text.Append(CultureInfo.InvariantCulture, $"in {part.Name}: ");
        }

        WaitNode[] nodes = [.. WaitsOf(innermost)];
        if (nodes.Length > 0)
        {
            text.AppendJoin(", or ", nodes.Select(node => node.Source!.Describe(node)));
            text.Append(CultureInfo.InvariantCulture, $", since {nodes[0].Since}");
            return new LiveProcess(box.Name, text.ToString(), nodes.Any(node => runtime.Simulation.IsPending(node.Timer)));
        }

        bool delays = runtime.Simulation.IsPending(innermost.Timer);
        text.Append(delays ? string.Create(CultureInfo.InvariantCulture, $"a delay until {innermost.WakeAt}") : "its turn");
        return new LiveProcess(box.Name, text.ToString(), HasEvent: true);
    }

    private static Stack<WaitNode> WaitsOf(ProcessBox box)
    {
        Stack<WaitNode> nodes = new(); // branches hang on each other last first
        for (WaitNode? node = box.Missing > 0 ? box.Node : null; node is not null; node = node.Sibling)
        {
            if (!node.IsDone)
            {
                nodes.Push(node);
            }
        }

        return nodes;
    }
}
