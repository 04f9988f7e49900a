namespace Sim.Hosts.Memory.Sharing;

// Pages of a class that KSM's cursor has met. Of those that are not merged: how many it has looked at, and of these how many it
// has compared for the first time since they changed, and how many it did not.
internal readonly record struct KsmMeeting(double Met, double Tried, double Compared, double Others, double Merged);
