namespace Sim.Hosts.Memory.Sharing;

// Pages of a class that are not merged and that KSM's cursor has met: how many it has looked at, and of those how many it has
// compared for the first time since they changed, and how many again.
internal readonly record struct KsmMeeting(double Met, double Tried, double Compared, double Again);
